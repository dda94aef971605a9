#include "source/json/json_splitter.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/interrupt.h"
#include "source/json/bulk_action.h"
#include "source/json/json_cursor.h"
#include "source/json/json_frame.h"
#include "source/json/json_string.h"
#include "source/limit_message.h"

namespace newsidx::source {
namespace {

using Content = JsonFrame::Content;
using Token = JsonCursor::Token;

constexpr std::size_t kChunkBytes = 64 << 10;
constexpr std::size_t kMaxFrames = 64;  // deeper brackets are counted only
constexpr unsigned kMaxOthers = 8;      // elements that are no articles, until a list is none
constexpr std::uint64_t kNowhere = ~std::uint64_t{0};

// A name that may have been cut is no id.
std::string_view id_of_key(const std::string& key) {
  return key.size() < JsonCursor::kKeptStringBytes ? std::string_view(key) : std::string_view();
}

}  // namespace

struct JsonSplitter::State {
  State(ByteStream& bytes, std::shared_ptr<const RecordOrigin> record_origin, Options given)
      : stream(bytes), origin(std::move(record_origin)), options(std::move(given)) {}

  Result<std::optional<RawRecord>> next();
  void scan();
  void finish();

  // Tokens.
  void step(Token token);
  void open(bool is_object);
  void close(bool is_object);
  void close_record(std::uint64_t end);
  void close_root(const JsonFrame& frame);
  void close_member(const JsonFrame& frame);
  void take_string();
  void take_other(char c);
  void give_up_string();

  // Decisions.
  [[nodiscard]] bool is_list_of_articles(const JsonFrame& element) const;
  [[nodiscard]] bool has_article_around() const;
  void add_to_map(JsonFrame& map, const JsonFrame& member);
  void take_feed();

  // Records.
  void emit(std::uint64_t begin, std::uint64_t end, std::string_view id_token = {});
  void report(Problem::Kind kind, std::string message);
  [[nodiscard]] std::string_view bytes_of(std::uint64_t begin, std::uint64_t end) const {
    return std::string_view(buffer).substr(begin - base, end - begin);
  }
  [[nodiscard]] std::uint64_t offset() const { return base + at; }
  [[nodiscard]] bool is_at_root() const {
    return frames.empty() || frames.back().content == Content::roots;
  }
  [[nodiscard]] bool is_held(std::uint64_t begin) const { return begin >= base; }
  void count_lines();
  [[nodiscard]] std::uint64_t first_needed() const;
  void drop_read_bytes();

  ByteStream& stream;
  std::shared_ptr<const RecordOrigin> origin;
  Options options;
  ShapeMemory shapes;
  JsonCursor cursor;

  std::string buffer;
  std::uint64_t base = 0;      // of the buffer in the file
  std::size_t at = 0;          // in the buffer: up to here it is read
  std::size_t counted_at = 0;  // in the buffer: up to here lines are counted
  std::uint64_t line = 1;
  bool is_at_end = false;

  std::vector<JsonFrame> frames;
  std::size_t deep_count = 0;           // open brackets that have no frame
  std::uint64_t root_begin = kNowhere;  // of the object at hand that stands by itself
  std::uint64_t root_line = 1;
  bool root_has_records = false;
  std::uint64_t record_begin = kNowhere;  // of the element of a list of articles at hand
  std::size_t record_depth = 0;
  bool is_too_long = false;  // what is at hand, and was said

  std::deque<RawRecord> ready;
  std::uint64_t last_number = 0;
  std::uint64_t record_count = 0;
  std::uint64_t problem_count = 0;
  bool has_junk = false;  // of the text at hand that is no JSON
  std::string action_id;  // of a dump for Elasticsearch, for the next object
  bool has_action = false;
  std::string feed_title, feed_language, feed_version;  // of the root, as written
};

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

void JsonSplitter::State::take_feed() {
  if (feed_version.find("jsonfeed.org") == std::string::npos) return;
  auto changed = std::make_shared<RecordOrigin>(*origin);
  if (changed->source.empty()) changed->source = json_string(feed_title);
  if (changed->language.empty()) changed->language = json_string(feed_language);
  origin = std::move(changed);
}

// ---- records -----------------------------------------------------------------------------------

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
    const bool may_be_element =
        frames[i].is_object && !frames[i - 1].is_object && frames[i - 1].content == Content::any;
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
