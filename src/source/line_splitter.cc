#include "source/line_splitter.h"

#include <utility>

#include "base/status_macros.h"
#include "source/json/json_repair.h"
#include "source/limit_message.h"

namespace newsidx::source {

namespace {

// Of a line that begins an object: does the object end in it? One that is no JSON may seem to.
bool is_whole_object(std::string_view text) {
  std::size_t depth = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_string) {
      i += c == '\\' ? 1 : 0;
      is_in_string = c != '"';
    } else if (c == '"') {
      is_in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return true;
    }
  }
  return false;
}

bool is_cut_off_object(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin != std::string_view::npos && text[begin] == '{' &&
         !is_whole_object(text.substr(begin));
}

}  // namespace

LineSplitter::LineSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                           ContainerOptions options, const FileEnd& begin, bool waits)
    : lines_(options.max_record_bytes),
      origin_(std::move(origin)),
      options_(std::move(options)),
      waits_(waits) {
  lines_.start(stream, begin.byte, begin.line);
}

Result<std::optional<RawRecord>> LineSplitter::next() {
  while (!is_waiting_) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto line, lines_.next());
    if (!line) {
      if (!may_be_cut_off_) {
        end_ =
            FileEnd{.byte = lines_.byte(), .line = lines_.line_count() - (is_last_ended_ ? 0 : 1)};
      }
      return std::optional<RawRecord>();
    }
    is_last_ended_ = line->is_ended;
    if (std::exchange(options_.begins_behind_damage, false) && !begins_record(line->text)) continue;
    if (line->too_long) {
      Remark remark = limit_message("the line", options_.max_record_bytes);
      options_.on_problem({Problem::Kind::broken_record, origin_->file, line->number, line->byte,
                           std::move(remark.message), std::move(remark.hint)});
      continue;
    }
    if (line->text.find_first_not_of(" \t") == std::string_view::npos) continue;
    RawRecord record;
    record.kind = RecordKind::json;
    record.bytes.reserve(line->text.size() + LineReader::kPaddingBytes);  // which its parser reads
    record.bytes = line->text;
    record.origin = origin_;
    record.number = line->number;
    record.byte = line->byte;
    const bool is_ended = line->is_ended;
    const Joined joined = join_lines(record.bytes);
    if (joined == Joined::yes) record.kind = RecordKind::json_lines;
    if (waits(record, joined == Joined::cut_off, is_ended)) break;
    return std::optional(std::move(record));
  }
  return std::optional<RawRecord>();
}

// Whether the record at hand is none yet: then it is where the file is read on.
bool LineSplitter::waits(const RawRecord& record, bool is_cut_off, bool is_ended) {
  may_be_cut_off_ = may_be_cut_off_ || is_cut_off;
  if (!waits_ || is_last_ended_) return false;
  if (!is_cut_off && (is_ended || !is_cut_off_object(record.bytes))) return false;
  end_ = FileEnd{.byte = record.byte, .line = record.number - 1};
  is_waiting_ = true;
  return true;
}

// Where a record ends within a string, the lines up to one that does not and has a bracket at its
// end. The beginning of another record ends the search: then the line was broken, and stands alone.
LineSplitter::Joined LineSplitter::join_lines(std::string& record) {
  if (!begins_record(record)) return Joined::no;
  JsonStringScan strings;
  strings.scan(record);
  if (!strings.is_in_string()) return Joined::no;
  std::size_t scanned = record.size();
  Joined joined = Joined::no;
  while (true) {
    const auto line = lines_.extend();
    if (!line || !line->has_value()) {  // an error comes again from next()
      joined = line ? Joined::cut_off : Joined::no;
      break;
    }
    is_last_ended_ = (*line)->is_ended;
    const std::string_view text = (*line)->text;
    const std::string_view added = text.substr(scanned);
    if (begins_record(added.substr(1 + (added.starts_with('\r') ? 1 : 0)))) break;
    strings.scan(added);
    scanned += added.size();
    const std::size_t last = added.find_last_not_of(" \t\r");
    if (!strings.is_in_string() && last != std::string_view::npos && added[last] == '}') {
      record.reserve(text.size() + LineReader::kPaddingBytes);
      record = text;
      return Joined::yes;
    }
  }
  lines_.go_back();
  return joined;
}

}  // namespace newsidx::source
