#include "source/input_splitter.h"

#include <algorithm>
#include <utility>

#include "source/charset/decode_text.h"
#include "source/charset/text_encoding.h"
#include "source/csv/csv_dialect.h"
#include "source/file_splitter.h"
#include "source/format/file_name.h"
#include "source/format/input_format.h"
#include "source/json/json_splitter.h"
#include "source/read_on.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxArchives = 2;  // one within the other

constexpr std::size_t kMaxWaiting = 10'000;  // problems, in front of one record

// "./news/./a.html" of `tar -C folder -c .` is "news/a.html". Nothing is opened by that name.
std::string name_of_member(std::string_view path) {
  std::string name;
  for (bool is_first = true;; is_first = false) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part != ".") {
      if (!name.empty() && !name.ends_with('/')) name += '/';
      name += is_first && part.empty() ? "/" : part;
    }
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return name;
}

// What programs of Apple and others leave in archives. A ".." on the way hides nothing; programs of
// Windows write "..\a.html".
bool is_hidden_member(std::string_view name) {
  if (name.starts_with("__MACOSX/")) return true;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find_first_of("/\\", begin), name.size());
    const std::string_view part = name.substr(begin, end - begin);
    if (part.starts_with('.') && part != "." && part != "..") return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

InputSplitter::InputSplitter(const ReaderOptions& options, const StopEvent& stop,
                             CaptureDates* captures)
    : map_(options.map),
      max_record_bytes_(options.max_record_bytes),
      tells_no_news_(options.tells_no_news),
      max_window_bytes_(std::max(kUsualWindowBytes, options.memory_bytes / kMemoryPerWindow)),
      stop_(stop),
      captures_(captures),
      waits_for_rest_(options.waits_for_rest) {}

void InputSplitter::start(const InputFile& file, std::uint32_t number,
                          const std::optional<FileEnd>& end) {
  known_end_ = end;
  is_read_on_ = false;
  reading_.reset();
  budget_ = {};
  input_ = number;
  text_bytes_before_ = counts_.text_bytes;
  input_bytes_before_ = counts_.input_bytes;
  if (file.format == FileFormat::no_news) {
    return skip(file.path, no_news_message(std::string(no_news_by_name(file.name))));
  }
  auto opened = DecompressedStream::open(file.path, &stop_, max_window_bytes_);
  if (!opened) return give_up(file.path, opened.error());
  RecordOrigin origin;
  origin.file = file.path;
  origin.name = file.name;
  origin.input = input_;
  Level level;
  level.origin = std::make_shared<const RecordOrigin>(std::move(origin));
  level.stream = std::make_unique<DecompressedStream>(std::move(*opened));
  push(std::move(level), file.format, file.is_named || has_no_suffix(file.name));
}

// Begins to read what was opened, or says why not.
void InputSplitter::push(Level level, FileFormat by_name, bool is_surely_text) {
  const std::string& path = level.origin->file;
  std::string head(level.stream->head());
  const bool is_wide = !wide_encoding_of(head).empty();
  if (is_wide) head = decode_text(std::move(head), "").text;
  FileFormat found = format_of_contents(head);
  const bool is_mac = has_mac_lines(head) && (found == FileFormat::unknown || is_of_lines(found));
  if (is_mac) {
    repair_mac_lines(head);
    found = format_of_contents(head);
  }
  // A name promises an article a line, where the contents do not say otherwise.
  if (found == FileFormat::json && by_name == FileFormat::records && !may_be_json_lines(head)) {
    by_name = FileFormat::unknown;
  }
  // "From: Mosul" is how a text may begin; without an address it is none of a mail.
  const bool is_mail = found == FileFormat::mail || found == FileFormat::mbox;
  if (is_mail && by_name == FileFormat::page && head.find('@') == std::string::npos) {
    found = FileFormat::unknown;
  }
  level.format = format_of(found, by_name, is_surely_text);
  const bool may_be_table = found == FileFormat::unknown && level.format != FileFormat::markdown;
  if (may_be_table && csv_table_of(head, map_.get())) level.format = FileFormat::table;
  if (levels_.empty()) {
    counts_.text_bytes = text_bytes_before_ + level.stream->text_bytes();
    counts_.input_bytes = input_bytes_before_ + level.stream->input_bytes();
  }
  if (level.format == FileFormat::archive) {
    return push_archive(std::move(level), container_kind_of(head));
  }
  if (notes_captures() && level.format != FileFormat::warc) return;
  if (level.format == FileFormat::no_news) {
    return is_surely_text ? skip(path, no_news_message("office file"))
                          : ignore(path, "office file");
  }
  if (!is_of_bytes(found) && is_binary(head)) {
    return leave_binary(level, is_surely_text || by_name != FileFormat::unknown);
  }
  if (level.format == FileFormat::unknown) return ignore(path, "unrecognized file");
  ByteStream* text = level.stream.get();
  const bool has_lines_to_mend = is_mac && is_of_lines(level.format);
  if (is_wide && (!is_decoded_by_reader(level.format) || has_lines_to_mend)) {
    level.utf8 = std::make_unique<Utf8Stream>(*level.stream);
  } else if (is_of_records(level.format)) {
    if (std::string charset = foreign_charset_of(head); !charset.empty()) {
      level.utf8 = std::make_unique<Utf8Stream>(*level.stream, std::move(charset));
    }
  }
  if (level.utf8) text = level.utf8.get();
  if (has_lines_to_mend) {
    level.lines = std::make_unique<MacLines>(*text);
    text = level.lines.get();
  }
  start_records(std::move(level), *text);
}

void InputSplitter::start_records(Level level, ByteStream& text) {
  level.may_grow = levels_.empty() && level.stream->plain_file() != nullptr && !level.utf8 &&
                   !level.lines && may_grow(level.format);
  SplitterOptions options = splitter_options(level.stream->mark_bytes());
  options.waits_for_rest = level.may_grow && waits_for_rest_;
  if (level.may_grow && known_end_ && known_end_->format == level.format &&
      goes_on(*level.stream, *known_end_, map_.get(), options.table) &&
      level.stream->seek(known_end_->byte)) {
    is_read_on_ = level.has_pieces = true;
    options.begin = *known_end_;
  } else {
    options.table.reset();
  }
  levels_.push_back(std::move(level));
  Level& top = levels_.back();
  top.splitter = make_splitter(top.format, text, top.origin, options);
}

void InputSplitter::note_reading(const Level& level) {
  const auto* const growing = dynamic_cast<const GrowingFile*>(level.splitter.get());
  if (!level.may_grow || growing == nullptr) return;
  if (growing->has_waiting_record()) ++counts_.records_waiting;
  const RawFile& file = *level.stream->plain_file();
  reading_ = FileReading{growing->end(), is_read_on_ ? known_end_->byte : 0, file.bytes_read(),
                         growing->has_waiting_record(), file.digest()};
  if (reading_->end) reading_->end->format = level.format;
}

// @param is_expected  to be text
void InputSplitter::leave_binary(const Level& level, bool is_expected) {
  const std::string& path = level.origin->file;
  if (const Compression claimed = level.stream->claimed_in_vain(); claimed != Compression::none) {
    const std::string name(name_of(claimed));
    return skip(path, {"neither text nor " + name + " data, as its name says", "rename it"});
  }
  return is_expected ? skip(path, "binary, not text") : ignore(path, "binary file");
}

void InputSplitter::push_archive(Level level, ContainerKind kind) {
  const auto archives = std::ranges::count(levels_, FileFormat::archive, &Level::format);
  const std::string& path = level.origin->file;
  const bool is_packed_whole = kind == ContainerKind::seven_zip || level.stream->is_compressed();
  if (notes_captures() && is_packed_whole) return;
  if (static_cast<std::size_t>(archives) == kMaxArchives) {
    return skip(path, {"an archive within two others is not read", "unpack the outer one"});
  }
  const SplitterOptions options = splitter_options();
  const ContainerOptions& of_members = options;
  auto members = MemberReader::open(*level.stream, kind, budget_, path, of_members, archives == 0);
  if (!members) return give_up(path, members.error());
  level.is_web_archive = kind == ContainerKind::wacz;
  level.members = *std::move(members);
  levels_.push_back(std::move(level));
}

std::optional<FileFormat> InputSplitter::format() const {
  return levels_.empty() ? std::nullopt : std::optional(levels_.front().format);
}

std::optional<InputPiece> InputSplitter::next() {
  while (!levels_.empty() && pending_.empty() && !stop_.requested()) {
    Level& top = levels_.back();
    if (top.members != nullptr) {
      if (!start_member(top)) end_level();
      continue;
    }
    auto record = top.splitter->next();
    update_bytes();
    top.has_pieces = top.has_pieces || !pending_.empty() || !record || record->has_value();
    if (!record) {
      const std::string path = top.origin->file;
      Error error = std::move(record).error();
      if (error.code == ErrorCode::corruption && top.format != FileFormat::warc) {  // it says where
        error.message = "at byte " + std::to_string(top.stream->text_bytes()) +
                        " of its text: " + error.message;
        if (go_on_behind(error)) continue;
      }
      leave_level();
      give_up(path, error);
    } else if (!record->has_value()) {
      const auto* const growing = dynamic_cast<const GrowingFile*>(top.splitter.get());
      top.has_pieces = top.has_pieces || (growing != nullptr && growing->has_waiting_record());
      const bool has_records = top.format == FileFormat::warc && top.stream->text_bytes() > 0;
      if (!top.has_pieces) {
        ignore(top.origin->file, has_records ? "empty web archive" : "empty file");
      }
      end_level();
    } else {
      RawRecord& raw = **record;
      raw.number += top.number_before;
      top.last_number = raw.number;
      levels_.front().has_records = true;
      if (raw.kind == RecordKind::unknown) raw.kind = kind_of_records(top.format);
      pending_.push_back({std::move(raw), std::nullopt});  // behind the problems before it
    }
  }
  if (stop_.requested()) levels_.clear();
  if (pending_.empty()) return std::nullopt;
  InputPiece piece = std::move(pending_.front());
  pending_.pop_front();
  return piece;
}

// @return false at the end of the archive
bool InputSplitter::start_member(Level& archive) {
  auto member = archive.members->next();
  update_bytes();
  if (!member) {
    const std::string path = archive.origin->file;
    const Error error = std::move(member).error();
    leave_level();
    give_up(path, error);
    return true;
  }
  if (!member->has_value()) return false;
  const Member& found = **member;
  const std::string name = name_of_member(found.name);
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = archive.origin->file + '!' + name;
  origin->name = archive.origin->name + '!' + name;
  origin->input = input_;
  const FileFormat by_name = format_of_name(name);
  if (notes_captures() && !may_hold_captures(by_name)) return true;
  std::string left_out(no_news_by_name(name));
  if (archive.is_web_archive && !name.starts_with("archive/")) left_out = "WACZ index file";
  if (is_hidden_member(name)) left_out = "hidden file";
  if (!left_out.empty()) {
    ignore(origin->file, left_out);
    return true;
  }
  auto opened = DecompressedStream::open(*found.content, name, &stop_, max_window_bytes_);
  if (!opened) {
    give_up(origin->file, opened.error());
    return true;
  }
  Level level;
  level.origin = std::move(origin);
  level.stream = std::make_unique<DecompressedStream>(std::move(*opened));
  push(std::move(level), by_name, has_no_suffix(name));
  return true;
}

// With another splitter, at the next part of the file at hand that can be read by itself. Lines
// that were damaged count as none, so numbers of records and lines are those of what was read.
bool InputSplitter::go_on_behind(const Error& fault) {
  Level& top = levels_.back();
  if (!is_read_behind_damage(top.format) || top.utf8 || top.lines) return false;
  if (!top.stream->resume().value_or(false)) return false;
  report({Problem::Kind::broken_record, top.origin->file, 0, top.stream->text_bytes(),
          fault.message + "; read on behind it", fault.hint});
  SplitterOptions options = splitter_options(top.stream->text_bytes());
  options.begins_behind_damage = true;
  top.number_before = top.last_number;
  top.splitter = make_splitter(top.format, *top.stream, top.origin, options);
  return true;
}

void InputSplitter::end_level() {
  note_reading(levels_.back());
  levels_.pop_back();
  if (levels_.empty()) ++counts_.files;
}

// In front of its end.
void InputSplitter::leave_level() {
  if (levels_.size() == 1 && levels_.front().has_records) ++counts_.files_in_part;
  levels_.pop_back();
}

// What was opened is not read, or not further.
void InputSplitter::give_up(const std::string& path, const Error& error) {
  if (error.code == ErrorCode::cancelled) {
    levels_.clear();
  } else {
    skip(path, error.remark());
  }
}

// A member of an archive counts as a record of it.
void InputSplitter::skip(const std::string& path, Remark remark) {
  const bool is_file = levels_.empty();
  if (is_file) ++counts_.files_skipped;
  report({is_file ? Problem::Kind::unreadable_file : Problem::Kind::broken_record, path, 0, 0,
          std::move(remark.message), std::move(remark.hint)});
}

void InputSplitter::ignore(const std::string& path, const std::string& what) {
  ++counts_.ignored_kinds[what];
  report({Problem::Kind::no_news, path, 0, 0, no_news_message(what)});
}

// There may be any number of these in front of a record: they are told as long as that is bounded.
void InputSplitter::leave_out(const LeftOut& part) {
  if (!levels_.empty()) levels_.back().has_pieces = true;
  ++counts_.ignored_kinds[std::string(part.what)];
  if (!tells_no_news_ || pending_.size() >= kMaxWaiting) return;
  std::string message = no_news_message(std::string(part.what));
  if (!part.place.empty()) message = place_in_file(part.byte, part.place) + ": " + message;
  report({Problem::Kind::no_news, std::string(part.file), 0, part.byte, std::move(message)});
}

SplitterOptions InputSplitter::splitter_options(std::uint64_t begin_byte) {
  SplitterOptions options;
  options.max_record_bytes = max_record_bytes_;
  options.on_problem = [this](Problem problem) {
    // The file is open, and counts as read: what is wrong is in it.
    const bool is_file = problem.kind == Problem::Kind::unreadable_file;
    if (is_file) problem.kind = Problem::Kind::broken_record;
    report(std::move(problem));
  };
  options.on_left_out = [this](const LeftOut& part) { leave_out(part); };
  options.stop = stop_.token();
  options.map = map_;
  options.begin.byte = begin_byte;
  options.captures = captures_;
  return options;
}

void InputSplitter::update_bytes() {
  if (levels_.empty()) return;
  const DecompressedStream& stream = *levels_.front().stream;
  counts_.text_bytes = text_bytes_before_ + std::max(stream.text_bytes(), budget_.bytes_out);
  counts_.input_bytes = input_bytes_before_ + stream.input_bytes();
}

std::uint64_t InputSplitter::extra_window_bytes() const {
  std::uint64_t extra = 0;
  for (const Level& level : levels_) {
    const std::uint64_t bytes = level.stream->window_bytes();
    extra += bytes - std::min(bytes, kUsualWindowBytes);
  }
  return extra;
}

}  // namespace newsidx::source
