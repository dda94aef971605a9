#include "source/json/json_cursor.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "source/json/json_repair.h"

namespace newsidx::source {
namespace {

// The first quote that ends a string, or the end of the piece; `is_escaped` goes from piece to
// piece.
std::size_t string_end(std::string_view piece, std::size_t at, bool& is_escaped) {
  while (at < piece.size()) {
    if (is_escaped) {
      is_escaped = false;
      ++at;
      continue;
    }
    const void* found = std::memchr(piece.data() + at, '"', piece.size() - at);
    const std::size_t quote =
        found == nullptr ? piece.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - piece.data());
    std::size_t slashes = 0;
    while (quote - slashes > at && piece[quote - slashes - 1] == '\\') ++slashes;
    is_escaped = slashes % 2 == 1;
    if (!is_escaped) return quote;
    at = quote;
  }
  return piece.size();
}

enum class LineStart : std::uint8_t { no_record, record, unknown };

// @param line  of a string, as much of it as there is
LineStart line_start(std::string_view line) {
  constexpr std::size_t kSeenBytes = 64;
  if (begins_record(line.substr(0, kSeenBytes))) return LineStart::record;
  return line.size() < kSeenBytes && may_begin_record(line) ? LineStart::unknown
                                                            : LineStart::no_record;
}

// Behind the next line break; npos when there is none in front of `end`.
std::size_t next_line(std::string_view piece, std::size_t at, std::size_t end) {
  const std::size_t newline = piece.substr(0, end).find('\n', at);
  return newline == std::string_view::npos ? newline : newline + 1;
}

}  // namespace

JsonCursor::Token JsonCursor::next(std::string_view piece, std::size_t& at, bool keeps_string) {
  if (is_in_string_) return read_string(piece, at, keeps_string);
  while (at < piece.size()) {
    switch (const char c = piece[at++]) {
      case '{': return Token::open_object;
      case '[': return Token::open_array;
      case '}': return Token::close_object;
      case ']': return Token::close_array;
      case ',': return Token::comma;
      case ':': return Token::colon;
      case '"':
        is_in_string_ = true;
        is_escaped_ = false;
        is_at_line_ = false;
        string_.clear();
        return read_string(piece, at, keeps_string);
      case ' ':
      case '\t':
      case '\r':
      case '\n': break;
      default: static_cast<void>(c); return Token::other;
    }
  }
  return Token::none;
}

JsonCursor::Token JsonCursor::read_string(std::string_view piece, std::size_t& at,
                                          bool keeps_string) {
  const std::size_t end = string_end(piece, at, is_escaped_);
  std::size_t line = std::exchange(is_at_line_, false) ? at : next_line(piece, at, end);
  for (; line != std::string_view::npos; line = next_line(piece, line, end)) {
    const LineStart start = line_start(piece.substr(line));
    if (start == LineStart::no_record) continue;
    if (start == LineStart::unknown) {
      if (keeps_string) keep(piece.substr(at, line - at));
      is_at_line_ = true;
    } else {
      is_in_string_ = false;
    }
    is_escaped_ = false;
    at = line;
    return is_in_string_ ? Token::none : Token::broken_string;
  }
  if (keeps_string) keep(piece.substr(at, end - at));
  at = end;
  if (end == piece.size()) return Token::none;
  ++at;
  is_in_string_ = false;
  return Token::string;
}

void JsonCursor::keep(std::string_view text) {
  if (string_.size() < kKeptStringBytes)
    string_ += text.substr(0, kKeptStringBytes - string_.size());
}

}  // namespace newsidx::source
