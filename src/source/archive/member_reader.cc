#include "source/archive/member_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "source/archive/archive_input.h"
#include "source/charset/text_encoding.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxNameBytes = 1'000;

struct FreeLocale {
  using pointer = locale_t;
  void operator()(locale_t each) const { freelocale(each); }
};
using OwnedLocale = std::unique_ptr<locale_t, FreeLocale>;

// libarchive turns names into the charset of the thread's locale, and loses those that "C" has not:
// here it is UTF-8 for a while.
class Utf8Names {
 public:
  explicit Utf8Names(locale_t utf8) : before_(uselocale(utf8)) {}
  ~Utf8Names() { uselocale(before_); }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t before_;
};

struct FreeArchive {
  void operator()(archive* each) const { archive_read_free(each); }
};

// On one line, whatever it was.
std::string shown_name(std::string name) {
  name.resize(std::min(name.size(), kMaxNameBytes));
  repair_encoding(name);
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
  }
  return name;
}

// libarchive has the name in one of three forms, whatever the locale allows.
std::string name_of_entry(archive_entry* entry, std::uint64_t number) {
  std::string name;
  if (const char* utf8 = archive_entry_pathname_utf8(entry); utf8 != nullptr) {
    name = utf8;
  } else if (const char* bytes = archive_entry_pathname(entry); bytes != nullptr) {
    name = bytes;
  } else if (const wchar_t* wide = archive_entry_pathname_w(entry); wide != nullptr) {
    for (; *wide != L'\0' && name.size() < kMaxNameBytes; ++wide)
      append_utf8(name, static_cast<char32_t>(*wide));
  }
  return name.empty() ? "member " + std::to_string(number) : shown_name(std::move(name));
}

// Of one that is neither a file nor a folder.
std::string_view kind_of_entry(archive_entry* entry) {
  const bool is_link =
      archive_entry_hardlink(entry) != nullptr || archive_entry_filetype(entry) == AE_IFLNK;
  if (is_link) return "link";
  if (archive_entry_filetype(entry) == AE_IFIFO) return "pipe";
  return archive_entry_filetype(entry) == AE_IFSOCK ? "socket" : "device";
}

class LibarchiveReader final : public MemberReader, public ByteStream {
 public:
  LibarchiveReader(ByteStream& stream, ArchiveBudget& budget, std::string file,
                   ContainerOptions options, bool is_outermost)
      : input_(stream, budget, is_outermost, options.stop),
        budget_(budget),
        file_(std::move(file)),
        options_(std::move(options)),
        utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)),
        archive_(archive_read_new()) {}

  Status start(ContainerKind kind);
  Result<std::optional<Member>> next() override;
  // Of the member at hand.
  Result<std::size_t> read(char* out, std::size_t capacity) override;

 private:
  static la_ssize_t read_callback(archive* self, void* data, const void** block);
  static la_int64_t seek_callback(archive* self, void* data, la_int64_t offset, int whence);

  Status check_budget() const;
  Failure failure() const;
  std::string message() const;
  void pass_over(const std::string& name, std::string_view why);
  void leave_out(const std::string& name, std::string_view what);

  ArchiveInput input_;
  ArchiveBudget& budget_;
  std::string file_;
  ContainerOptions options_;
  OwnedLocale utf8_;  // none: the thread's own stays
  std::unique_ptr<archive, FreeArchive> archive_;
  std::uint64_t number_ = 0;  // of the member at hand
  bool is_over_ = false;
};

Status LibarchiveReader::start(ContainerKind kind) {
  if (archive_ == nullptr) return fail(ErrorCode::limit, "there is not enough memory to unpack it");
  archive* self = archive_.get();
  if (kind == ContainerKind::tar) {
    archive_read_support_format_tar(self);
  } else if (kind == ContainerKind::seven_zip) {
    archive_read_support_format_7zip(self);
    archive_read_set_seek_callback(self, seek_callback);
    NEWSIDX_RETURN_IF_ERROR(input_.spool());
  } else {
    archive_read_support_format_zip_streamable(self);
  }
  archive_read_set_callback_data(self, this);
  archive_read_set_read_callback(self, read_callback);
  if (archive_read_open1(self) != ARCHIVE_OK) return failure();
  return {};
}

la_ssize_t LibarchiveReader::read_callback(archive* self, void* data, const void** block) {
  auto read = static_cast<LibarchiveReader*>(data)->input_.read();
  if (!read) {
    archive_set_error(self, EIO, "%s", read.error().message.c_str());
    return ARCHIVE_FATAL;
  }
  *block = read->data();
  return static_cast<la_ssize_t>(read->size());
}

la_int64_t LibarchiveReader::seek_callback(archive*, void* data, la_int64_t offset, int whence) {
  ArchiveInput& input = static_cast<LibarchiveReader*>(data)->input_;
  return input.seek(offset, whence) ? input.position() : la_int64_t{ARCHIVE_FATAL};
}

Result<std::optional<Member>> LibarchiveReader::next() {
  while (!is_over_) {
    if (options_.stop.stop_requested()) return cancelled_error();
    NEWSIDX_RETURN_IF_ERROR(check_budget());
    const Utf8Names names(utf8_.get());
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(archive_.get(), &entry);
    if (code == ARCHIVE_EOF) break;
    if (code == ARCHIVE_FATAL) {
      is_over_ = true;
      return failure();
    }
    if (code == ARCHIVE_RETRY) continue;  // reads on where it stopped
    ++budget_.members;
    ++number_;
    NEWSIDX_RETURN_IF_ERROR(check_budget());
    const std::string name = name_of_entry(entry, number_);
    if (code == ARCHIVE_FAILED) {
      pass_over(name, message());
      continue;
    }
    if (archive_entry_filetype(entry) == AE_IFDIR) continue;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
      leave_out(name, kind_of_entry(entry));
      continue;
    }
    if (archive_entry_is_encrypted(entry) != 0) {
      pass_over(name, "it is encrypted");
      continue;
    }
    Member member{.name = name, .bytes = std::nullopt, .content = this};
    if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) >= 0)
      member.bytes = static_cast<std::uint64_t>(archive_entry_size(entry));
    return std::optional(std::move(member));
  }
  is_over_ = true;
  return std::optional<Member>();
}

Result<std::size_t> LibarchiveReader::read(char* out, std::size_t capacity) {
  NEWSIDX_RETURN_IF_ERROR(check_budget());
  const la_ssize_t size = archive_read_data(archive_.get(), out, capacity);
  if (size < 0) return failure();
  budget_.bytes_out += static_cast<std::uint64_t>(size);
  return static_cast<std::size_t>(size);
}

Status LibarchiveReader::check_budget() const {
  if (budget_.members > budget_.max_members) {
    return fail(ErrorCode::limit, "more than " + std::to_string(budget_.max_members) + " members");
  }
  if (budget_.bytes_out > budget_.max_bytes) {
    return fail(ErrorCode::limit,
                "it unpacks to more than " + std::to_string(budget_.max_bytes) + " bytes");
  }
  if (budget_.bytes_out > budget_.free_bytes &&
      budget_.bytes_out / budget_.max_ratio > budget_.bytes_in) {
    return fail(ErrorCode::limit,
                "it unpacks to more than " + std::to_string(budget_.max_ratio) + " times its size");
  }
  return {};
}

std::string LibarchiveReader::message() const {
  const char* text = archive_error_string(archive_.get());
  return text == nullptr ? "it cannot be unpacked" : shown_name(text);
}

// Of the stream, if that is where it comes from.
Failure LibarchiveReader::failure() const {
  if (input_.fault()) return fail(*input_.fault());
  return fail(ErrorCode::corruption, message());
}

void LibarchiveReader::pass_over(const std::string& name, std::string_view why) {
  if (!options_.on_problem) return;
  options_.on_problem({.kind = Problem::Kind::broken_record,
                       .file = file_ + "!" + name,
                       .message = std::string(why)});
}

void LibarchiveReader::leave_out(const std::string& name, std::string_view what) {
  if (!options_.on_left_out) return;
  const std::string file = file_ + "!" + name;
  options_.on_left_out({.what = what, .file = file});
}

}  // namespace

Result<std::unique_ptr<MemberReader>> MemberReader::open(ByteStream& stream, ContainerKind kind,
                                                         ArchiveBudget& budget,
                                                         const std::string& file,
                                                         ContainerOptions options,
                                                         bool is_outermost) {
  auto reader =
      std::make_unique<LibarchiveReader>(stream, budget, file, std::move(options), is_outermost);
  NEWSIDX_RETURN_IF_ERROR(reader->start(kind));
  return std::unique_ptr<MemberReader>(std::move(reader));
}

}  // namespace newsidx::source
