#include "source/line_splitter.h"

#include <utility>

#include "base/status_macros.h"
#include "source/json/json_repair.h"
#include "source/limit_message.h"

namespace newsidx::source {

LineSplitter::LineSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                           ContainerOptions options, std::uint64_t begin_byte)
    : lines_(options.max_record_bytes), origin_(std::move(origin)), options_(std::move(options)) {
  lines_.start(stream, begin_byte);
}

Result<std::optional<RawRecord>> LineSplitter::next() {
  while (true) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto line, lines_.next());
    if (!line) return std::optional<RawRecord>();
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
    if (join_lines(record.bytes)) record.kind = RecordKind::json_lines;
    return std::optional(std::move(record));
  }
}

// Where a record ends within a string, the lines up to one that does not and has a bracket at its
// end. The beginning of another record ends the search: then the line was broken, and stands alone.
bool LineSplitter::join_lines(std::string& record) {
  if (!begins_record(record)) return false;
  JsonStringScan strings;
  strings.scan(record);
  if (!strings.is_in_string()) return false;
  std::size_t scanned = record.size();
  while (true) {
    const auto line = lines_.extend();
    if (!line || !line->has_value()) break;  // an error comes again from next()
    const std::string_view text = (*line)->text;
    const std::string_view added = text.substr(scanned);
    if (begins_record(added.substr(1 + (added.starts_with('\r') ? 1 : 0)))) break;
    strings.scan(added);
    scanned += added.size();
    const std::size_t last = added.find_last_not_of(" \t\r");
    if (!strings.is_in_string() && last != std::string_view::npos && added[last] == '}') {
      record.reserve(text.size() + LineReader::kPaddingBytes);
      record = text;
      return true;
    }
  }
  lines_.go_back();
  return false;
}

}  // namespace newsidx::source
