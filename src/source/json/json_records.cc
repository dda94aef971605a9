#include <algorithm>
#include <string>
#include <utility>

#include "source/json/json_splitter_state.h"
#include "source/json/json_string.h"
#include "source/limit_message.h"

namespace newsidx::source {

void JsonSplitter::State::take_feed() {
  if (feed_version.find("jsonfeed.org") == std::string::npos) return;
  auto changed = std::make_shared<RecordOrigin>(*origin);
  if (changed->source.empty()) changed->source = json_string(feed_title);
  if (changed->language.empty()) changed->language = json_string(feed_language);
  origin = std::move(changed);
}

void JsonSplitter::State::emit(std::uint64_t begin, std::uint64_t end, std::string_view id_token) {
  ++record_count;
  ++last_number;
  if (end - begin > options.max_record_bytes || !is_held(begin)) {
    if (!std::exchange(is_too_long, false)) {
      report(Problem::Kind::broken_record, limit_message("the record", options.max_record_bytes));
    }
    return;
  }
  RawRecord record;
  record.kind = RecordKind::json;
  record.origin = origin;
  record.number = last_number;
  record.byte = begin;
  const std::string_view bytes = bytes_of(begin, end);
  if (id_token.empty()) {
    record.bytes = bytes;
  } else {
    // As a hit of Elasticsearch: an id of its own comes first.
    const bool is_token = id_token.front() == '"';
    record.bytes = "{\"_source\":" + std::string(bytes) + ",\"_id\":";
    record.bytes += is_token ? std::string(id_token) : '"' + std::string(id_token) + '"';
    record.bytes += '}';
  }
  ready.push_back(std::move(record));
}

void JsonSplitter::State::report(Problem::Kind kind, std::string message) {
  ++problem_count;
  if (!options.on_problem) return;
  std::uint64_t begin = record_begin != kNowhere ? record_begin : root_begin;
  if (begin == kNowhere) begin = offset();
  options.on_problem({kind, origin->file, last_number + 1, begin, std::move(message)});
}

void JsonSplitter::State::count_lines() {
  line += static_cast<std::uint64_t>(
      std::count(buffer.begin() + static_cast<std::ptrdiff_t>(counted_at),
                 buffer.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  counted_at = at;
}

// Where that begins which may still become a record.
std::uint64_t JsonSplitter::State::first_needed() const {
  if (record_begin != kNowhere) return record_begin;
  if (root_begin == kNowhere) return kNowhere;
  if (!root_has_records && !is_too_long) return root_begin;
  for (std::size_t i = 1; i < frames.size(); ++i) {
    const bool may_be_element = frames[i].is_object && !frames[i - 1].is_object &&
                                frames[i - 1].content == JsonFrame::Content::any;
    if (may_be_element) return frames[i].begin;
  }
  return kNowhere;
}

void JsonSplitter::State::drop_read_bytes() {
  count_lines();
  std::uint64_t needed = std::min(offset(), first_needed());
  if (offset() - needed > options.max_record_bytes) {
    if (!std::exchange(is_too_long, true)) {
      report(Problem::Kind::broken_record, limit_message("the record", options.max_record_bytes));
    }
    needed = offset();
  }
  if (needed > base) {
    const std::size_t dropped = static_cast<std::size_t>(needed - base);
    buffer.erase(0, dropped);
    base = needed;
    at -= dropped;
  }
  counted_at = at;
}

}  // namespace newsidx::source
