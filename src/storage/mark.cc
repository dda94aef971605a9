#include "storage/mark.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <new>
#include <random>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "base/status_macros.h"
#include "storage/file_names.h"

namespace newsidx::storage {
namespace {

constexpr std::string_view kTitle =
    "This folder is an index of newsidx (mark 1). Its own files are named below.\n";
// Nearly a million lines: files of one build, each with the line that crosses it out.
constexpr std::size_t kMaxBytes = 32u << 20;
constexpr std::size_t kFullBytes = kMaxBytes - (4u << 10);  // what is left is for rewrite()
constexpr std::size_t kStartBytes = 64u << 10;
constexpr std::size_t kLongBytes = 16u << 10;
constexpr std::size_t kSumDigits = 8;

Failure system_error(int number = errno) {
  const ErrorCode code = number == EEXIST || number == EWOULDBLOCK ? ErrorCode::busy
                         : number == ENOENT                        ? ErrorCode::not_found
                         : number == ENOSPC                        ? ErrorCode::disk_full
                                                                   : ErrorCode::io;
  return fail(code, std::generic_category().message(number));
}

std::string sum_of(std::string_view signed_name) {
  char digits[kSumDigits + 1];
  std::snprintf(digits, sizeof digits, "%08x", checksum32(signed_name));
  return digits;
}

std::string line_of(char sign, const std::string& name) {
  const std::string signed_name = sign + name;
  return signed_name + ' ' + sum_of(signed_name) + '\n';
}

std::size_t line_bytes(const std::string& name) { return name.size() + kSumDigits + 3; }

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::string text_of(const std::set<std::string>& names) {
  std::string text(kTitle);
  for (const std::string& name : names) text += line_of('+', name);
  return text;
}

// Where the file system has no such locks, RocksDB's own must do.
bool lock(int file) { return flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK; }

// A file that has no name yet gets one when all is in it. Where the system cannot do that, there is
// a moment in which a kill leaves a mark that is cut short.
Result<Descriptor> make_file(const Folder& folder, const char* name, const std::string& text) {
  Descriptor file(openat(folder.descriptor(), ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666));
  const std::string self = "/proc/self/fd/" + std::to_string(file.get());
  const bool is_unnamed = file && access(self.c_str(), F_OK) == 0;
  if (!is_unnamed) {
    file =
        Descriptor(openat(folder.descriptor(), name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666));
    if (!file) return system_error();
  }
  bool is_made = lock(file.get()) && write_all(file.get(), text) && fsync(file.get()) == 0;
  if (is_made && is_unnamed) {
    is_made = linkat(AT_FDCWD, self.c_str(), folder.descriptor(), name, AT_SYMLINK_FOLLOW) == 0;
  }
  is_made = is_made && fcntl(file.get(), F_SETFL, O_APPEND) == 0;
  if (is_made) {
    fsync(folder.descriptor());
    return file;
  }
  const int number = errno;
  if (!is_unnamed && folder.has(name, file.get())) folder.remove_file(name);
  return system_error(number);
}

}  // namespace

Result<MarkText> parse_mark(std::string_view text) {
  MarkText mark;
  bool is_mark = text.starts_with(kTitle);
  if (is_mark) text.remove_prefix(kTitle.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::size_t space = line.find(' ');
    const std::string_view signed_name = line.substr(0, space);
    const bool is_line = end != std::string_view::npos && space != std::string_view::npos &&
                         signed_name.size() > 1 &&
                         signed_name.find('/') == std::string_view::npos &&  // in this folder
                         (line.front() == '+' || line.front() == '-') &&
                         line.substr(space + 1) == sum_of(signed_name);
    is_mark = is_mark || is_line;
    if (is_line && line.front() == '+') {
      mark.names.emplace(signed_name.substr(1));
    } else if (is_line) {
      mark.names.erase(std::string(signed_name.substr(1)));
    }
    if (!is_line) mark.is_cut = mark.is_cut || mark.is_whole;
    if (is_line) mark.is_cut = false;
    mark.is_whole = mark.is_whole && is_line;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (!is_mark) return fail(ErrorCode::unsupported, "it is not a mark");
  return mark;
}

Result<MarkText> read_mark(const Folder& folder) {
  NEWSIDX_ASSIGN_OR_RETURN(const std::string start, folder.read_start(kMarkName, kStartBytes));
  NEWSIDX_ASSIGN_OR_RETURN(MarkText mark, parse_mark(start));
  if (start.size() < kStartBytes) return mark;
  NEWSIDX_ASSIGN_OR_RETURN(const std::string text, folder.read(kMarkName, kMaxBytes));
  return parse_mark(text);
}

Result<Mark> Mark::make(const Folder& folder, std::set<std::string> names) {
  const std::string text = text_of(names);
  NEWSIDX_ASSIGN_OR_RETURN(Descriptor file, make_file(folder, kMarkName, text));
  return Mark(folder, std::move(file), MarkText{std::move(names)}, text.size());
}

Result<Mark> Mark::take(const Folder& folder) {
  NEWSIDX_RETURN_IF_ERROR(read_mark(folder));  // nothing but a mark is opened for writing
  Descriptor file(
      openat(folder.descriptor(), kMarkName, O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC));
  if (!file || !lock(file.get())) return system_error();
  // Whoever had the lock may have put another file into its place, or have removed it.
  if (!folder.has(kMarkName, file.get())) return system_error(EWOULDBLOCK);
  NEWSIDX_ASSIGN_OR_RETURN(const std::string text, folder.read(kMarkName, kMaxBytes));
  NEWSIDX_ASSIGN_OR_RETURN(MarkText names, parse_mark(text));
  Mark mark(folder, std::move(file), std::move(names), text.size());
  // A copy of the folder by hard links (cp -l) has the same file: what is written here would stand
  // there, too.
  struct stat found {};
  if (fstat(mark.file_.get(), &found) == 0 && found.st_nlink > 1 && mark.is_whole()) {
    NEWSIDX_RETURN_IF_ERROR(mark.rewrite(mark.names()));
  }
  return mark;
}

Mark::Mark(const Folder& folder, Descriptor file, MarkText text, std::size_t bytes)
    : folder_(&folder),
      file_(std::move(file)),
      text_(std::move(text)),
      bytes_(bytes),
      needed_bytes_(kTitle.size()) {
  for (const std::string& name : text_.names) needed_bytes_ += line_bytes(name);
}

Mark::Mark(Mark&& other) noexcept
    : folder_(other.folder_),
      file_(std::move(other.file_)),
      text_(std::move(other.text_)),
      removed_(std::move(other.removed_)),
      bytes_(other.bytes_),
      needed_bytes_(other.needed_bytes_) {}

Status Mark::append(const std::string& lines) {
  if (!write_all(file_.get(), lines)) {
    const int number = errno;
    // half a line would spoil the next one
    if (ftruncate(file_.get(), static_cast<off_t>(bytes_)) != 0) text_.is_whole = false;
    return system_error(number);
  }
  bytes_ += lines.size();
  return {};
}

Status Mark::add(const std::string& name) { return add_all({name}); }

Status Mark::add_all(const std::vector<std::string>& names) {
  const std::lock_guard guard(mutex_);
  std::string lines;
  std::vector<std::string> added;
  bool has_room = true;
  for (const std::string& name : names) {
    if (text_.names.contains(name)) continue;
    added.push_back(name);
    if (removed_.contains(name)) continue;  // the file names it
    const std::string line = line_of('+', name);
    has_room =
        has_room && (bytes_ + lines.size() + line.size() <= kFullBytes || is_mark_name(name));
    lines += line;
  }
  if (!has_room) return fail(ErrorCode::limit, std::string(kMarkName) + " names too many files");
  if (!lines.empty()) {
    NEWSIDX_RETURN_IF_ERROR(append(lines));
    // Names too many do no harm.
    if (fdatasync(file_.get()) != 0) return system_error();
  }
  for (std::string& name : added) {
    if (removed_.erase(name) == 0) needed_bytes_ += line_bytes(name);
    text_.names.insert(std::move(name));
  }
  return {};
}

void Mark::remove(const std::string& name) noexcept {
  const std::lock_guard guard(mutex_);
  auto node = text_.names.extract(name);
  if (!node.empty()) removed_.insert(std::move(node));
}

void Mark::cross_out() noexcept try {
  const std::lock_guard guard(mutex_);
  std::string lines;
  for (const std::string& name : removed_) lines += line_of('-', name);
  for (const std::string& name : removed_) needed_bytes_ -= line_bytes(name);
  removed_.clear();
  if (!lines.empty() && bytes_ + lines.size() <= kFullBytes) static_cast<void>(append(lines));
} catch (const std::bad_alloc&) {
}

bool Mark::has(const std::string& name) const {
  const std::lock_guard guard(mutex_);
  return text_.names.contains(name);
}

std::set<std::string> Mark::names() const {
  const std::lock_guard guard(mutex_);
  return text_.names;
}

std::set<std::string> Mark::take_names() noexcept {
  const std::lock_guard guard(mutex_);
  needed_bytes_ = kTitle.size();
  return std::exchange(text_.names, {});
}

bool Mark::is_long() const noexcept {
  const std::lock_guard guard(mutex_);
  return bytes_ > kLongBytes && bytes_ > 2 * needed_bytes_;
}

Status Mark::rewrite(std::set<std::string> names) {
  const std::string name = std::string(kMarkName) + '-' + std::to_string(std::random_device()());
  NEWSIDX_RETURN_IF_ERROR(add(name));  // so that one left by a kill is known
  const std::lock_guard guard(mutex_);
  const std::string text = text_of(names);
  NEWSIDX_ASSIGN_OR_RETURN(Descriptor file, make_file(*folder_, name.c_str(), text));
  if (renameat(folder_->descriptor(), name.c_str(), folder_->descriptor(), kMarkName) != 0) {
    return system_error();
  }
  file_ = std::move(file);
  text_ = MarkText{std::move(names)};
  removed_.clear();
  bytes_ = text.size();
  needed_bytes_ = bytes_;
  return {};
}

void Mark::remove_file() noexcept {
  if (folder_->has(kMarkName, file_.get())) folder_->remove_file(kMarkName);
}

}  // namespace newsidx::storage
