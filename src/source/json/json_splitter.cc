#include "source/json/json_splitter.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/interrupt.h"
#include "source/json/bulk_action.h"
#include "source/json/json_splitter_state.h"
#include "source/json/json_string.h"

namespace newsidx::source {
namespace {

using Content = JsonFrame::Content;
using Token = JsonCursor::Token;

constexpr std::size_t kChunkBytes = 64 << 10;
constexpr std::size_t kMaxFrames = 64;  // deeper brackets are counted only
constexpr unsigned kMaxOthers = 8;      // elements that are no articles, until a list is none

// A name that may have been cut is no id.
std::string_view id_of_key(const std::string& key) {
  return key.size() < JsonCursor::kKeptStringBytes ? std::string_view(key) : std::string_view();
}

}  // namespace

JsonSplitter::JsonSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                           Options options)
    : state_(std::make_unique<State>(stream, std::move(origin), std::move(options))) {}
JsonSplitter::~JsonSplitter() = default;

Result<std::optional<RawRecord>> JsonSplitter::next() { return state_->next(); }

Result<std::optional<RawRecord>> JsonSplitter::State::next() {
  while (ready.empty() && !is_at_end) {
    if (options.stop.stop_requested()) return interrupted();
    drop_read_bytes();
    const std::size_t size = buffer.size();
    buffer.resize(size + kChunkBytes);
    auto count = stream.read(buffer.data() + size, kChunkBytes);
    buffer.resize(size + (count ? *count : 0));
    if (!count) return fail(std::move(count).error());
    if (*count == 0) {
      is_at_end = true;
      finish();
    } else {
      scan();
    }
  }
  if (ready.empty()) return std::optional<RawRecord>();
  std::optional<RawRecord> record(std::move(ready.front()));
  ready.pop_front();
  return record;
}

// ---- tokens ------------------------------------------------------------------------------------

void JsonSplitter::State::scan() {
  while (true) {
    const bool keeps_string = record_begin == kNowhere && deep_count == 0;
    const Token token = cursor.next(buffer, at, keeps_string);
    if (token == Token::none) return;
    step(token);
  }
}

void JsonSplitter::State::step(Token token) {
  switch (token) {
    case Token::open_object: return open(true);
    case Token::open_array: return open(false);
    case Token::close_object: return close(true);
    case Token::close_array: return close(false);
    case Token::broken_string: return give_up_string();
    default: break;
  }
  if (record_begin != kNowhere || deep_count > 0) return;
  if (token == Token::string) return take_string();
  if (token == Token::other) return take_other(buffer[at - 1]);
  if (token == Token::comma && !frames.empty()) frames.back().expects_key = true;
}

void JsonSplitter::State::open(bool is_object) {
  if (record_begin != kNowhere) {
    ++record_depth;
    return;
  }
  if (deep_count > 0 || frames.size() == kMaxFrames) {
    ++deep_count;
    return;
  }
  JsonFrame frame;
  frame.is_object = is_object;
  frame.begin = offset() - 1;
  if (is_at_root()) {
    has_junk = false;
    if (is_object) {
      root_begin = frame.begin;
      count_lines();
      root_line = line;
      root_has_records = false;
      is_too_long = false;
      feed_title.clear();
      feed_language.clear();
      feed_version.clear();
    } else {
      frame.content = Content::roots;
    }
  } else {
    const JsonFrame& parent = frames.back();
    frame.name = parent.is_object ? parent.key : parent.name;
    if (parent.content == Content::records) {
      if (is_object) {
        record_begin = frame.begin;
        record_depth = 1;
        is_too_long = false;
        return;
      }
      frame.content = Content::records;
    }
  }
  frames.push_back(std::move(frame));
}

void JsonSplitter::State::close(bool is_object) {
  if (record_begin != kNowhere) {
    if (--record_depth == 0) close_record(offset());
    return;
  }
  if (deep_count > 0) {
    --deep_count;
    return;
  }
  if (frames.empty() || frames.back().is_object != is_object) {
    report(Problem::Kind::broken_record,
           std::string("not JSON: a '") + buffer[at - 1] + "' that closes nothing");
    frames.clear();
    root_begin = kNowhere;
    return;
  }
  const JsonFrame frame = std::move(frames.back());
  frames.pop_back();
  if (!is_object) return;
  if (is_at_root()) {
    close_root(frame);
  } else {
    close_member(frame);
  }
}

// An element of a list of articles.
void JsonSplitter::State::close_record(std::uint64_t end) {
  const JsonFrame& list = frames.back();
  emit(record_begin, end, list.is_object ? id_of_key(list.key_text) : std::string_view());
  record_begin = kNowhere;
}

// An object that stands by itself, or in the array around all.
void JsonSplitter::State::close_root(const JsonFrame& frame) {
  const std::uint64_t begin = std::exchange(root_begin, kNowhere);
  if (root_has_records) {
    if ((frame.bits & kHasText) != 0) {
      report(Problem::Kind::ignored_value, "the text beside a list of articles is not read");
    }
    return;
  }
  if (is_too_long) return;
  const std::string_view bytes = bytes_of(begin, offset());
  if (const auto action = bulk_action(bytes)) {
    action_id = action->id_token;
    has_action = action->has_source;
    return;
  }
  if (frames.empty() && !has_action) last_number = std::max(last_number, root_line - 1);
  emit(begin, offset(), has_action ? std::string_view(action_id) : std::string_view());
  has_action = false;
  action_id.clear();
}

// An element of an array, or a member of an object.
void JsonSplitter::State::close_member(const JsonFrame& frame) {
  JsonFrame& parent = frames.back();
  if (parent.is_object) {
    if (!frame.name.is_about_other) {
      parent.bits = static_cast<ShapeBits>(parent.bits | frame.bits);
      add_to_map(parent, frame);
    }
    return;
  }
  if (parent.content != Content::any) return;
  if (is_list_of_articles(frame)) {
    parent.content = Content::records;
    take_feed();
    if (is_held(frame.begin)) emit(frame.begin, offset());
    root_has_records = true;
  } else if (++parent.other_count == kMaxOthers) {
    parent.content = Content::no_records;
  }
}

void JsonSplitter::State::take_string() {
  if (is_at_root()) return take_other('"');
  JsonFrame& frame = frames.back();
  if (frame.is_object && frame.expects_key) {
    frame.key = shapes.shape_of(cursor.string());
    frame.key_text = cursor.string();
    frame.expects_key = false;
    ++frame.member_count;
    return;
  }
  if (cursor.string().empty()) return;
  if (frame.is_object) {
    frame.bits = static_cast<ShapeBits>(frame.bits | frame.key.bits);
    const std::size_t root = frames.front().content == Content::roots ? 1 : 0;
    if (frames.size() != root + 1) return;
    if (frame.key_text == "title") feed_title = cursor.string();
    if (frame.key_text == "version") feed_version = cursor.string();
    if (frame.key_text == "language") feed_language = cursor.string();
  } else if (frames.size() > 1 && frames[frames.size() - 2].is_object) {
    // A list of paragraphs is a text.
    ShapeBits& bits = frames[frames.size() - 2].bits;
    bits = static_cast<ShapeBits>(bits | (frame.name.bits & kHasText));
  }
}

// Numbers may be dates; at the root there is only what is no JSON.
void JsonSplitter::State::take_other(char c) {
  if (!is_at_root()) {
    JsonFrame& frame = frames.back();
    if (frame.is_object && c >= '0' && c <= '9') {
      frame.bits = static_cast<ShapeBits>(frame.bits | (frame.key.bits & kHasDate));
    }
    return;
  }
  // An assignment in front, and the end of a call; RS stands in front of each text of RFC 7464.
  constexpr std::string_view kHarmless = ");\x1e\xef\xbb\xbf";
  const bool is_first = record_count == 0 && problem_count == 0 && frames.empty();
  if (has_junk || is_first || kHarmless.find(c) != std::string_view::npos) return;
  has_junk = true;
  report(Problem::Kind::broken_record,
         frames.empty() ? "text that is no JSON" : "a value in the list that is no object");
}

// A line in a string begins a record.
void JsonSplitter::State::give_up_string() {
  report(Problem::Kind::broken_record, "not JSON: a string has no end");
  record_begin = kNowhere;
  deep_count = 0;
  while (!frames.empty() && frames.back().content != Content::roots &&
         frames.back().content != Content::records) {
    frames.pop_back();
  }
  if (is_at_root()) root_begin = kNowhere;
}

void JsonSplitter::State::finish() {
  at = buffer.size();
  const bool is_open = record_begin != kNowhere || root_begin != kNowhere || deep_count > 0;
  if (is_open) {
    report(Problem::Kind::broken_record,
           cursor.is_in_string() ? "not JSON: a string has no end" : "not JSON: unexpected end");
  } else if (!frames.empty()) {
    report(Problem::Kind::broken_record, "not JSON: the list has no end");
  } else if (record_count == 0 && problem_count == 0) {
    report(Problem::Kind::broken_record, "JSON without any object");
  }
}

// ---- decisions ---------------------------------------------------------------------------------

bool JsonSplitter::State::is_list_of_articles(const JsonFrame& element) const {
  if (element.name.is_about_other) return false;
  return looks_like_article(element.bits, element.name.is_list_of_articles) &&
         !has_article_around();
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

// {"17": {..}, "18": {..}}: an object with two members that are articles, under names that say
// nothing, is a list of them.
void JsonSplitter::State::add_to_map(JsonFrame& map, const JsonFrame& member) {
  const bool is_name = map.key.bits != 0 || map.key.is_list_of_articles || map.key.is_about_other;
  const bool is_article = (member.bits & kHasTitle) != 0 && (member.bits & ~kHasTitle) != 0;
  if (map.content != Content::any || is_name || !is_article ||
      map.member_count != map.article_count + 1) {
    return;
  }
  ++map.article_count;
  if (map.article_count == 1) {
    map.first_begin = member.begin;
    map.first_end = offset();
    map.first_key = map.key_text;
    return;
  }
  map.content = Content::records;
  if (is_held(map.first_begin)) emit(map.first_begin, map.first_end, id_of_key(map.first_key));
  if (is_held(member.begin)) emit(member.begin, offset(), id_of_key(map.key_text));
  map.bits = 0;
  root_has_records = true;
}

}  // namespace newsidx::source
