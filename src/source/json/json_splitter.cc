#include "source/json/json_splitter.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "source/json/bulk_action.h"
#include "source/json/json_splitter_state.h"
#include "source/json/json_string.h"

namespace newsidx::source {
namespace {

using Content = JsonFrame::Content;
using Token = JsonCursor::Token;

constexpr std::size_t kMaxFrames = 64;  // deeper brackets are counted only
constexpr unsigned kMaxOthers = 8;      // elements that are no articles, until a list is none

}  // namespace

JsonSplitter::JsonSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                           Options options, std::size_t block_bytes)
    : state_(std::make_unique<State>(stream, std::move(origin), std::move(options), block_bytes)) {}
JsonSplitter::~JsonSplitter() = default;

Result<std::optional<RawRecord>> JsonSplitter::next() { return state_->next(); }

Result<std::optional<RawRecord>> JsonSplitter::State::next() {
  while (ready.empty() && (columns || !is_at_end)) {
    if (options.stop.stop_requested()) return cancelled_error();
    if (columns) {
      take_column_row();
      continue;
    }
    drop_read_bytes();
    const std::size_t wanted = buffer.size() + block_bytes;
    const std::string_view window = bytes.fill(wanted).substr(0, wanted);
    const bool has_more = window.size() > buffer.size();
    buffer = window;
    if (!has_more && bytes.fault()) return fail(*bytes.fault());
    if (has_more) {
      scan();
    } else {
      is_at_end = true;
      finish();
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
  if (!is_object && is_place_of_row()) return open_row();
  JsonFrame frame;
  frame.is_object = is_object;
  frame.begin = offset() - 1;
  frame.may_be_header = !is_object && is_place_of_header();
  cells.clear();
  if (!frames.empty()) {
    frames.back().may_be_header = false;
    if (is_object) report_values(frames.back());
  }
  if (is_at_root()) {
    if (is_object || frames.empty()) has_junk = false;
    if (is_object) {
      root_begin = frame.begin;
      count_lines();
      root_line = line;
      root_has_records = false;
      is_too_long = false;
      header.clear();
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
  if (!is_object) {
    close_list(frame);
  } else if (is_at_root()) {
    close_root(frame);
  } else {
    close_member(frame);
  }
}

// An element of a list of articles, or a row that stands in no list: an array a line.
void JsonSplitter::State::close_record(std::uint64_t end) {
  const bool is_in_map = !frames.empty() && frames.back().is_object;
  emit(record_begin, end, is_in_map ? id_of_key(frames.back().key_text) : std::string_view());
  record_begin = kNowhere;
  is_row = false;
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
  const std::string_view text = bytes_of(begin, offset());
  if (const auto action = bulk_action(text)) {
    action_id = action->id_token;
    has_action = action->has_source;
    return;
  }
  if (!frame.has_values && !has_action) {
    columns = JsonColumns::of(text, shapes);
    columns_begin = begin;
    if (columns) return;
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
    begin_records(parent);
    take_feed();
    if (is_held(frame.begin)) emit(frame.begin, offset());
  } else if (is_block(frame)) {
    parent.content = Content::no_records;
    add_text_of_list(parent.name);
  } else if (++parent.other_count == kMaxOthers) {
    parent.content = Content::no_records;
  }
}

void JsonSplitter::State::take_string() {
  if (!frames.empty() && frames.back().may_be_header) add_cell();
  if (is_at_root()) return take_other('"');
  JsonFrame& frame = frames.back();
  if (frame.is_object && frame.expects_key) {
    frame.key = shapes.shape_of(cursor.string());
    frame.key_text = cursor.string();
    frame.expects_key = false;
    ++frame.member_count;
    return;
  }
  frame.has_values = true;
  if (cursor.string().empty()) return;
  if (frame.is_object) {
    frame.bits = static_cast<ShapeBits>(frame.bits | frame.key.bits);
    const std::size_t root = frames.front().content == Content::roots ? 1 : 0;
    if (frames.size() != root + 1) return;
    if (frame.key_text == "title") feed_title = cursor.string();
    if (frame.key_text == "version") feed_version = cursor.string();
    if (frame.key_text == "language") feed_language = cursor.string();
  } else {
    add_text_of_list(frame.name);
  }
}

// A list of paragraphs is a text of the object around it.
void JsonSplitter::State::add_text_of_list(const NameShape& list) {
  if (frames.size() < 2 || !frames[frames.size() - 2].is_object) return;
  ShapeBits& bits = frames[frames.size() - 2].bits;
  bits = static_cast<ShapeBits>(bits | (list.bits & kHasText));
}

// Numbers may be dates; at the root there is only what is no JSON.
void JsonSplitter::State::take_other(char c) {
  // An assignment in front, and the end of a call; RS stands in front of each text of RFC 7464.
  constexpr std::string_view kHarmless = ");\x1e\xef\xbb\xbf";
  if (!frames.empty()) {
    JsonFrame& frame = frames.back();
    frame.may_be_header = frame.may_be_header && c == '"';
    if (!is_at_root() || kHarmless.find(c) == std::string_view::npos) frame.has_values = true;
    if (frame.is_object && c >= '0' && c <= '9') {
      frame.bits = static_cast<ShapeBits>(frame.bits | (frame.key.bits & kHasDate));
    }
    return;
  }
  const bool is_first = record_count == 0 && problem_count == 0;
  if (has_junk || is_first || kHarmless.find(c) != std::string_view::npos) return;
  has_junk = true;
  report(Problem::Kind::broken_record, "text that is no JSON");
}

// A line in a string begins a record.
void JsonSplitter::State::give_up_string() {
  report(Problem::Kind::broken_record, "not JSON: a string has no end");
  record_begin = kNowhere;
  is_row = false;
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
    report_values(frames.back());
    report(Problem::Kind::broken_record, "not JSON: the list has no end");
  } else if (record_count == 0 && problem_count == 0) {
    report(Problem::Kind::broken_record, "JSON without any object");
  }
}

}  // namespace newsidx::source
