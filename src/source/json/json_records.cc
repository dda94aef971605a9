#include <algorithm>
#include <string>
#include <utility>

#include "source/json/json_splitter_state.h"
#include "source/json/json_string.h"
#include "source/limit_message.h"

namespace newsidx::source {

using Content = JsonFrame::Content;

// ---- decisions ---------------------------------------------------------------------------------

bool JsonSplitter::State::is_list_of_articles(const JsonFrame& element) const {
  if (element.name.is_about_other || element.has_records || has_article_around()) return false;
  if (!is_in_text()) return looks_like_article(element.bits, element.name.is_list_of_articles);
  return looks_like_no_block(element.bits, has_title_around());
}

// Is the array at hand one that may be a text, or in an element of one?
bool JsonSplitter::State::is_in_text() const {
  return std::ranges::any_of(
      frames, [](const JsonFrame& frame) { return !frame.is_object && frame.name.is_text; });
}

// Of an element that is no article: a list with a paragraph in it is a text to its end.
bool JsonSplitter::State::is_block(const JsonFrame& element) const {
  return (element.bits & kHasText) != 0 && is_in_text();
}

bool JsonSplitter::State::has_title_around() const {
  return std::ranges::any_of(frames, [](const JsonFrame& frame) {
    return frame.is_object && (frame.bits & kHasTitle) != 0;
  });
}

// The objects that the array at hand is in.
bool JsonSplitter::State::has_article_around() const {
  const bool is_expected = frames.back().name.is_list_of_articles;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const JsonFrame& frame = frames[i];
    if (!frame.is_object) continue;
    if (is_article_with_list(frame.bits, is_expected) || frame.name.is_about_other) return true;
    const bool is_element =
        i > 0 && !frames[i - 1].is_object && frames[i - 1].content != Content::roots;
    if (is_element && (frame.bits & kHasTitle) != 0) return true;
  }
  return false;
}

// Of an object: all its members were articles, but the one at hand, under names that say nothing.
static bool may_be_map(const JsonFrame& map) {
  const bool is_name = map.key.bits != 0 || map.key.is_list_of_articles || map.key.is_about_other;
  return map.content == Content::any && !is_name && map.member_count == map.article_count + 1;
}

// {"17": {..}, "18": {..}}: an object with two members that are articles, under names that say
// nothing, is a list of them.
void JsonSplitter::State::add_to_map(JsonFrame& map, const JsonFrame& member) {
  const bool is_article = (member.bits & kHasTitle) != 0 && (member.bits & ~kHasTitle) != 0;
  if (!is_article || member.has_records || !may_be_map(map)) return;
  ++map.article_count;
  if (map.article_count == 1) {
    map.first_begin = member.begin;
    map.first_end = offset();
    map.first_key = map.key_text;
    return;
  }
  begin_records(map);
  if (is_held(map.first_begin)) emit(map.first_begin, map.first_end, id_of_key(map.first_key));
  if (is_held(member.begin)) emit(member.begin, offset(), id_of_key(map.key_text));
  map.bits = 0;
}

// What is around records is no record.
void JsonSplitter::State::begin_records(JsonFrame& list) {
  list.content = Content::records;
  for (JsonFrame& frame : frames) frame.has_records = true;
  root_has_records = true;
}

void JsonSplitter::State::take_feed() {
  if (feed_version.find("jsonfeed.org") == std::string::npos) return;
  auto changed = std::make_shared<RecordOrigin>(*origin);
  if (changed->source.empty()) changed->source = json_string(feed_title);
  if (changed->language.empty()) changed->language = json_string(feed_language);
  origin = std::move(changed);
}

// ---- records -----------------------------------------------------------------------------------

std::string JsonSplitter::State::with_id(std::string_view object, std::string_view id_token) {
  // As a hit of Elasticsearch: an id of its own comes first.
  const bool is_string = id_token.front() == '"';
  std::string hit = "{\"_source\":" + std::string(object) + ",\"_id\":";
  hit += is_string ? std::string(id_token) : '"' + std::string(id_token) + '"';
  hit += '}';
  return hit;
}

RawRecord JsonSplitter::State::next_record(std::uint64_t begin) {
  ++record_count;
  RawRecord record;
  record.kind = RecordKind::json;
  record.origin = origin;
  record.number = ++last_number;
  record.byte = begin;
  return record;
}

void JsonSplitter::State::emit(std::uint64_t begin, std::uint64_t end, std::string_view id_token) {
  RawRecord record = next_record(begin);
  if (end - begin > options.max_record_bytes || !is_held(begin)) {
    if (!std::exchange(is_too_long, false)) {
      report(Problem::Kind::broken_record, limit_message("the record", options.max_record_bytes));
    }
    return;
  }
  const std::string_view text = bytes_of(begin, end);
  if (is_row) {
    record.bytes = row_object(header, text);
  } else {
    record.bytes = id_token.empty() ? std::string(text) : with_id(text, id_token);
  }
  ready.push_back(std::move(record));
}

void JsonSplitter::State::report(Problem::Kind kind, Remark remark) {
  ++problem_count;
  if (!options.on_problem) return;
  std::uint64_t begin = record_begin != kNowhere ? record_begin : root_begin;
  if (begin == kNowhere) begin = offset();
  options.on_problem({kind, origin->file, last_number + 1, begin, std::move(remark.message),
                      std::move(remark.hint)});
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
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const JsonFrame& frame = frames[i];
    if (!frame.is_object) continue;
    if (i > 0 && !frame.has_records) {
      const JsonFrame& around = frames[i - 1];
      const bool may_be_record =
          around.is_object ? may_be_map(around) : around.content == Content::any;
      if (may_be_record) return frame.begin;
    }
    const bool is_half_a_map = frame.content == Content::any && frame.article_count == 1;
    if (is_half_a_map && frame.member_count <= 2) return frame.first_begin;
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
  if (needed > base()) {
    const auto dropped = static_cast<std::size_t>(needed - base());
    bytes.skip(dropped);
    buffer.remove_prefix(dropped);
    at -= dropped;
  }
  counted_at = at;
}

}  // namespace newsidx::source
