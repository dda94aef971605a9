#include "source/warc/warc_splitter.h"

#include <algorithm>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "source/limit_message.h"
#include "source/warc/payload_kind.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxHeadBytes = 64 << 10;  // of a record; most answers' heads are shorter
constexpr std::size_t kMaxHttpHeadBytes = 1 << 20;
constexpr std::size_t kToldBytes = 8 << 10;        // of a body, which tell what it is
constexpr std::size_t kLookaheadBytes = 16 << 10;  // a line of ARC is shorter
constexpr std::size_t kSkippedBytes = 256 << 10;   // at a time
constexpr std::size_t kUndecidedBytes = 4 << 20;   // kept to see whether a head in a block is one
constexpr int kPartOfAPage = 206;
constexpr const char* kWrongLength =
    "the record's length is wrong: another record begins within it";

std::size_t smaller(std::uint64_t a, std::size_t b) {
  return a < b ? static_cast<std::size_t>(a) : b;
}

std::string_view left_out_answer(int status) {
  if (status == kPartOfAPage) return "partial answer";
  if (status >= 300 && status < 400) return "redirect";
  return status >= 200 && status < 300 ? "" : "error answer";
}

// Where the last line begins, with the line end in front of it, if a head may be cut off there.
std::size_t end_of_whole_lines(std::string_view text) {
  const std::size_t newline = text.rfind('\n');
  const bool is_near = newline != std::string_view::npos && text.size() - newline < kLookaheadBytes;
  return is_near ? newline : text.size();
}

}  // namespace

WarcSplitter::WarcSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                           ContainerOptions options, CaptureDates* captures)
    : window_(stream),
      origin_(std::move(origin)),
      options_(std::move(options)),
      captures_(captures),
      segments_(options_.max_record_bytes) {}

Result<std::optional<RawRecord>> WarcSplitter::next() {
  while (place_ != Place::end) {
    if (options_.stop.stop_requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const bool found, find_head());
    if (!found) break;
    if (auto record = read_record()) return record;
  }
  while (auto unfinished = segments_.take_unfinished()) {
    if (auto record = give_joined(*std::move(unfinished), false)) return record;
  }
  return std::optional<RawRecord>();
}

// ---- from record to record ---------------------------------------------------------------------

// Moves the window to the next head. @return false at the end of the text
Result<bool> WarcSplitter::find_head() {
  while (true) {
    skip_blank_lines();
    const std::string_view text = window_.fill(kMaxHeadBytes);
    if (text.empty()) {
      if (!window_.fault()) {
        place_ = Place::end;
        return false;
      }
      NEWSIDX_RETURN_IF_ERROR(end_part());
      continue;
    }
    if (place_ == Place::start) tell_format(text);
    if (begins_record(text, format_)) return true;
    look_for_head();
    if (options_.stop.stop_requested()) return cancelled_error();
  }
}

// At a fault of the stream.
Status WarcSplitter::end_part() {
  const Error fault = *window_.fault();
  const std::string message = fault.message + ", there or behind it";
  if (fault.code == ErrorCode::corruption) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool goes_on, window_.resume());
    if (goes_on) {
      report(Problem::Kind::broken_record, message);
      place_ = Place::lost;
      return {};
    }
  }
  place_ = Place::end;
  Failure failure = fail(fault.code, in_place(message), fault.hint);
  while (const auto unfinished = segments_.take_unfinished()) {
    record_byte_ = unfinished->byte;
    lose_record("the last segments of the record are missing");
  }
  return failure;
}

void WarcSplitter::skip_blank_lines() {
  while (true) {
    const std::string_view text = window_.fill(1);
    const std::size_t size = std::min(text.find_first_not_of("\r\n"), text.size());
    window_.skip(size);
    if (size == 0 || size < text.size()) return;
  }
}

void WarcSplitter::tell_format(std::string_view text) {
  const std::size_t warc = find_record(text, 0, WebArchiveFormat::warc);
  if (warc > 0 && find_record(text, 0, WebArchiveFormat::arc) < warc)
    format_ = WebArchiveFormat::arc;
}

// Passes over what is no record; told once, and not behind damage that was.
void WarcSplitter::look_for_head() {
  const std::uint64_t begin = window_.position();
  while (!options_.stop.stop_requested()) {
    const std::string_view text = window_.fill(kSkippedBytes);
    const std::size_t at = find_record(text, 0, format_);
    const bool is_over = at != std::string_view::npos || text.size() < kSkippedBytes;
    window_.skip(at != std::string_view::npos ? at
                 : is_over                    ? text.size()
                                              : std::max<std::size_t>(1, end_of_whole_lines(text)));
    if (is_over) break;
  }
  if (place_ == Place::lost) return;
  record_byte_ = begin;
  ++counts_.damaged;
  report(Problem::Kind::broken_record,
         std::to_string(window_.position() - begin) + " bytes are no record");
}

// ---- one record --------------------------------------------------------------------------------

std::optional<RawRecord> WarcSplitter::read_record() {
  ++record_count_;
  record_byte_ = window_.position();
  place_ = Place::behind_record;
  const std::string_view text = window_.fill(kMaxHeadBytes);
  const bool is_arc = format_ == WebArchiveFormat::arc;
  const std::size_t size = head_bytes_of(text);
  if (size == std::string_view::npos) {
    if (text.size() < kMaxHeadBytes) {
      lose_rest();
    } else {
      lose_record("the record's head does not end");
      window_.skip(kMaxHeadBytes / 2);  // a head that begins there would have ended
      place_ = Place::lost;
    }
    return std::nullopt;
  }
  auto head = parse_record_head(text.substr(0, size), format_);
  window_.skip(size);
  if (!head) {
    lose_record(is_arc ? "the record's head says no length"
                       : "the record's head says no length or no type");
    place_ = Place::lost;
    return std::nullopt;
  }
  head_ = std::move(*head);
  return read_block();
}

std::optional<RawRecord> WarcSplitter::read_block() {
  if (head_.role == WarcRole::continuation) return read_continuation();
  if (head_.role == WarcRole::other) {
    pass_over("");
    return std::nullopt;
  }
  std::string_view block = begin_of_block(kMaxHeadBytes);
  HttpHead http;
  MediaType type = head_.type;
  if (head_.role == WarcRole::response) {
    const auto parsed = parse_long_head(block);
    const bool is_seen = block.size() >= kMaxHeadBytes && block.size() < head_.length;
    if (parsed && !parsed->is_whole && is_seen) {
      if (skip_block()) lose_record("the head of the answer is longer than 1 MiB");
      return std::nullopt;
    }
    if (parsed) {
      http = *parsed;
      type = parse_media_type(header_value(http.fields, "Content-Type"));
    } else if (format_ == WebArchiveFormat::warc && !block.empty()) {
      if (skip_block()) lose_record("the record is no answer of HTTP");
      return std::nullopt;
    }
  }
  std::string_view left_out = http.bytes == 0 ? "" : left_out_answer(http.status);
  if (left_out.empty()) {
    const std::string_view body = block.substr(http.bytes, kToldBytes);
    // Of records one in the other each is told by its own bytes.
    left_out = left_out_payload(type.name, head_.url, http.fields,
                                body.substr(0, find_record(body, 1, format_)));
  }
  if (!left_out.empty()) {
    pass_over(left_out);
    return std::nullopt;
  }
  if (head_.length - http.bytes > options_.max_record_bytes) {
    if (skip_block()) {
      lose_record(limit_message("the record", options_.max_record_bytes));
    }
    return std::nullopt;
  }
  if (captures_ != nullptr && !captures_->is_closed()) {
    note_capture();
    return std::nullopt;
  }
  return read_body(http, origin_of(std::move(type), http));
}

// @param block  becomes as much of the block as the head asks for. Of answers one in the other, as
//               wrong lengths make them, what has no end of a head in it is looked at once.
std::optional<HttpHead> WarcSplitter::parse_long_head(std::string_view& block) {
  auto head = parse_http_head(block);
  if (!head || head->is_whole || block.size() < kMaxHeadBytes) return head;
  if (endless_until_ > window_.position() + kMaxHeadBytes) return head;
  block = begin_of_block(kMaxHttpHeadBytes);
  head = parse_http_head(block);
  if (!head->is_whole) endless_until_ = window_.position() + block.size();
  return head;
}

// Of a record that will be given: not of an empty one, nor of one in front of a fault.
void WarcSplitter::note_capture() {
  const std::uint64_t length = head_.length;
  if (!skip_block() || length == 0) return;
  const bool is_doubtful = window_.fault() && window_.position() > window_.checked_bytes();
  if (!is_doubtful) captures_->note(head_);
}

std::string_view WarcSplitter::begin_of_block(std::size_t max_bytes) {
  const std::size_t size = smaller(head_.length, max_bytes);
  return window_.fill(size).substr(0, size);
}

std::optional<RawRecord> WarcSplitter::read_body(const HttpHead& http, RecordOrigin origin) {
  std::string fields(http.fields);  // the window moves
  const Extent extent = find_extent();
  if (extent.is_cut && window_.fault()) {
    lose_rest();
    return std::nullopt;
  }
  const std::string_view block = window_.fill(extent.bytes).substr(0, extent.bytes);
  const std::size_t head_size = std::min(http.bytes, block.size());
  std::string_view body = block.substr(head_size);
  if (extent.is_shorter) body = without_end_lines(body);
  std::optional<RawRecord> record;
  const bool is_segment = head_.segment_number == 1;
  if (is_segment && !extent.is_cut) {
    if (!segments_.begin({head_.segment_origin, std::move(origin), std::move(fields),
                          std::string(body), record_count_, record_byte_})) {
      lose_record("there are too many unfinished segments of records in front of it");
    }
  } else {
    record = give(fields, body, std::move(origin), record_count_);
    if (record && !extent.is_cut && !extent.is_shorter) check_digests(block, head_size);
  }
  tell_extent(extent);
  window_.skip(extent.bytes);
  return record;
}

void WarcSplitter::tell_extent(const Extent& extent) {
  if (extent.is_shorter) report(Problem::Kind::ignored_value, kWrongLength);
  if (extent.is_cut) {
    report(Problem::Kind::cut_off, "the record is cut off: " + std::to_string(extent.bytes) +
                                       " of " + std::to_string(head_.length) + " bytes are there");
  }
}

// ---- blocks ------------------------------------------------------------------------------------

bool WarcSplitter::is_followed_soundly(std::string_view behind) const {
  behind = behind.substr(0, kLookaheadBytes);
  behind.remove_prefix(std::min(behind.find_first_not_of("\r\n"), behind.size()));
  return behind.empty() || begins_record(behind, format_);
}

// Of the block at the front of the window. A fault directly behind it may be that its member of
// gzip has another checksum.
WarcSplitter::Extent WarcSplitter::find_extent() {
  const auto length = static_cast<std::size_t>(head_.length);
  std::string_view text = window_.fill(length + kLookaheadBytes);
  const bool is_sound = text.size() >= length && is_followed_soundly(text.substr(length));
  if (!is_sound) text = window_.fill(length + kUndecidedBytes);
  const bool is_doubtful = window_.fault() && window_.position() + length > window_.checked_bytes();
  if (is_sound) {
    const bool is_last = without_end_lines(text.substr(length)).empty();
    return {.bytes = length, .is_cut = is_last && is_doubtful};
  }
  const std::size_t at = find_record(text, 1, format_);
  if (at < length) return {.bytes = at, .is_shorter = true};
  return {.bytes = std::min(length, text.size()), .is_cut = text.size() < length || is_doubtful};
}

// Drops the block at hand without keeping it. @return false when it was cut off, which was told
bool WarcSplitter::skip_block() {
  std::uint64_t left = head_.length;
  while (left > 0 && !options_.stop.stop_requested()) {
    const std::size_t wanted = smaller(left, kSkippedBytes) + kLookaheadBytes;
    const std::string_view text = window_.fill(wanted);
    const std::string_view block = text.substr(0, smaller(left, text.size()));
    const std::size_t at = find_record(text, 0, format_);
    std::size_t size = 0;
    if (at < block.size()) {
      size = own_bytes(at, left);
      if (size == at) {
        window_.skip(at);
        report(Problem::Kind::ignored_value, kWrongLength);
        return true;
      }
    } else if (block.size() == left) {
      size = block.size();
    } else if (text.size() < wanted) {
      lose_rest();
      return false;
    } else {
      size = std::max<std::size_t>(1, end_of_whole_lines(block));
    }
    window_.skip(size);
    left -= size;
  }
  return true;
}

// How much of the window is the block's own, of which so much is left, where a head stands at `at`:
// no more than that if it is the head of the next record, else the block or at least that head.
std::size_t WarcSplitter::own_bytes(std::size_t at, std::uint64_t left) {
  const std::size_t wanted = smaller(left, at + kUndecidedBytes) + kLookaheadBytes;
  const std::string_view text = window_.fill(wanted);
  if (left <= text.size()) {
    const std::size_t size = smaller(left, text.size());
    return is_followed_soundly(text.substr(size)) ? size : at;
  }
  const std::string_view head = text.substr(at, kMaxHeadBytes);
  const std::size_t size = head_bytes_of(head);
  if (size == std::string_view::npos) return std::min(at + kMaxHeadBytes / 2, text.size());
  return parse_record_head(head.substr(0, size), format_) ? at : at + size;
}

std::size_t WarcSplitter::head_bytes_of(std::string_view text) const {
  return format_ == WebArchiveFormat::arc ? text.find('\n') + 1 : head_bytes(text);
}

// @param what  it is, of answers; of the archive's own records ""
void WarcSplitter::pass_over(std::string_view what) {
  if (!skip_block()) return;
  ++counts_.passed_over;
  if (!what.empty()) leave_out(what);
}

void WarcSplitter::leave_out(std::string_view what) const {
  if (!options_.on_left_out) return;
  options_.on_left_out(
      {.what = what, .file = origin_->file, .place = head_.url, .byte = record_byte_});
}

// ---- what is told ------------------------------------------------------------------------------

// The text ends in the record at hand, by itself or by a fault that is told when it is met.
void WarcSplitter::lose_rest() {
  const std::string_view text = window_.fill(0);
  if (window_.fault()) {
    ++counts_.damaged;
  } else {
    lose_record("the record is cut off");
  }
  window_.skip(text.size());
}

void WarcSplitter::lose_record(const Remark& remark) {
  ++counts_.damaged;
  report(Problem::Kind::broken_record, remark);
}

std::string WarcSplitter::in_place(std::string_view message) const {
  return "at byte " + std::to_string(record_byte_) + ": " + std::string(message);
}

void WarcSplitter::report(Problem::Kind kind, const Remark& remark) {
  if (!options_.on_problem) return;
  options_.on_problem({.kind = kind,
                       .file = origin_->file,
                       .byte = record_byte_,
                       .message = in_place(remark.message),
                       .hint = remark.hint});
}

}  // namespace newsidx::source
