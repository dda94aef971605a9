#include "source/json/json_cursor.h"

#include <algorithm>
#include <cstring>

#include "source/json_repair.h"

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

// Behind the line break of a line in `text` that begins a record; npos when there is none.
std::size_t record_in_string(std::string_view text, std::string_view behind) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    constexpr std::size_t kSeenBytes = 64;
    if (begins_record(behind.substr(at + 1, kSeenBytes))) return at + 1;
  }
  return std::string_view::npos;
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
  const std::string_view text = piece.substr(at, end - at);
  const std::size_t record = record_in_string(text, piece.substr(at));
  if (record != std::string_view::npos) {
    at += record;
    is_in_string_ = false;
    return Token::broken_string;
  }
  if (keeps_string && string_.size() < kKeptStringBytes) {
    string_ += text.substr(0, kKeptStringBytes - string_.size());
  }
  at = end;
  if (end == piece.size()) return Token::none;
  ++at;
  is_in_string_ = false;
  return Token::string;
}

}  // namespace newsidx::source
