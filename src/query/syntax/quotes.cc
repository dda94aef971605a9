#include "query/syntax/quotes.h"

#include <algorithm>

#include "base/utf8.h"
#include "query/syntax/characters.h"
#include "query/text_field.h"

namespace newsidx::query {
namespace {

bool is_hebrew(char32_t c) { return c >= 0x5d0 && c <= 0x5f2; }

// Text that stands between quotations and is no operand: operators, signs, a field, a boost.
// `touches`: the next quote.
bool is_between_operands(std::string_view piece, bool touches) {
  if (piece == "AND" || piece == "OR" || piece == "NOT" || piece.starts_with('^')) return true;
  if (piece.ends_with(':')) {
    return touches || is_text_field(piece.substr(0, piece.size() - 1));
  }
  return std::ranges::none_of(piece, [](char c) {
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 || c == '*';
  });
}

// The end of the piece that starts at `at`: a blank, a quote or the end of the query.
std::size_t piece_end(std::string_view query, std::size_t at) {
  while (at < query.size()) {
    const CodePoint next = decode_utf8(query, at);
    if (is_blank(next.value) || (is_quote(next.value) && !is_gershayim(query, at))) break;
    at += next.size;
  }
  return at;
}

}  // namespace

bool is_curly_quote(char32_t c) { return (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb; }

bool is_quote(char32_t c) { return c == '"' || is_curly_quote(c); }

bool is_gershayim(std::string_view query, std::size_t at) {
  return query[at] == '"' && at > 0 && at + 1 < query.size() &&
         is_hebrew(decode_utf8(query, utf8_floor(query, at - 1)).value) &&
         is_hebrew(decode_utf8(query, at + 1).value);
}

std::size_t closing_quote(std::string_view query, std::size_t at) {
  const CodePoint opening = decode_utf8(query, at);
  std::size_t others = 0;  // quotes of the other form
  std::size_t other = query.size();
  for (at += opening.size; at < query.size();) {
    const CodePoint next = decode_utf8(query, at);
    if (next.value == '\\' && at + 1 < query.size()) {
      at += std::size_t{1} + decode_utf8(query, at + 1).size;
      continue;
    }
    if (is_quote(next.value) && !is_gershayim(query, at)) {
      if ((next.value == '"') == (opening.value == '"')) return at;
      ++others;
      other = at;
    }
    at += next.size;
  }
  return others == 1 ? other : query.size();
}

bool is_all_quoted(std::string_view query) {
  bool has_quote = false;
  for (std::size_t at = 0; at < query.size();) {
    const CodePoint next = decode_utf8(query, at);
    if (is_blank(next.value)) {
      at += next.size;
    } else if (is_quote(next.value) && !is_gershayim(query, at)) {
      const std::size_t closing = closing_quote(query, at);
      if (closing == query.size()) return false;
      has_quote = true;
      at = closing + decode_utf8(query, closing).size;
    } else {
      const std::size_t end = piece_end(query, at);
      const bool touches = end < query.size() && is_quote(decode_utf8(query, end).value);
      if (!is_between_operands(query.substr(at, end - at), touches)) return false;
      at = end;
    }
  }
  return has_quote;
}

bool is_before_operator(std::string_view query, std::size_t at) {
  if (at < query.size() && query[at] == '^') return true;
  while (at < query.size() && is_blank(decode_utf8(query, at).value)) {
    at += decode_utf8(query, at).size;
  }
  const std::string_view rest = query.substr(at);
  if (rest.starts_with("&&") || rest.starts_with("||")) return true;
  for (const std::string_view name : {"AND", "OR"}) {
    if (!rest.starts_with(name)) continue;
    return rest.size() > name.size() &&
           (rest[name.size()] == '(' || is_blank(decode_utf8(rest, name.size()).value) ||
            is_quote(decode_utf8(rest, name.size()).value));
  }
  return false;
}

}  // namespace newsidx::query
