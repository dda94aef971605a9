#include "query/syntax/pattern_text.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/utf8.h"
#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

constexpr std::size_t kLeastLiterals = 3;
constexpr std::size_t kNowhere = std::string_view::npos;

bool is_wildcard(char c) { return c == '*' || c == '?'; }

// Letters and digits of any script, not signs.
bool is_literal(char32_t c) {
  if (c < 0x80) return is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c));
  constexpr char32_t kBehindSigns = 0x2e80;
  return is_of_alphabet(c) || (c >= kBehindSigns && !is_blank(c));
}

struct Shape {
  std::size_t literals = 0;
  std::size_t longest_run = 0;  // of literals
  bool has_letter = false;
  bool has_signs = false;  // beside wildcards, of which no word has any
};

Shape shape_of(std::string_view text) {
  constexpr std::string_view kSignsOfWords = "'-.";
  Shape shape;
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    at += next.size;
    if (is_literal(next.value)) {
      ++shape.literals;
      shape.longest_run = std::max(shape.longest_run, ++run);
      shape.has_letter |= next.value >= 0x80 || is_letter(static_cast<char>(next.value));
      continue;
    }
    run = 0;
    const char sign = next.value < 0x80 ? static_cast<char>(next.value) : '\0';
    shape.has_signs |= !is_wildcard(sign) && kSignsOfWords.find(sign) == kNowhere;
  }
  return shape;
}

std::optional<WordPattern> read_fuzzy(std::string_view piece) {
  const std::size_t tilde = piece.rfind('~');
  const std::string_view word = piece.substr(0, tilde), number = piece.substr(tilde + 1);
  if (!number.empty() && number != "1" && number != "2") return std::nullopt;
  const Shape shape = shape_of(word);
  if (shape.has_signs || shape.literals < kLeastLiterals || !shape.has_letter ||
      word.find_first_of("*?") != kNowhere) {
    return std::nullopt;
  }
  const std::uint8_t edits = number == "1" ? 1 : 2;
  return WordPattern{WordPattern::Kind::fuzzy, std::string(word), edits};
}

// "a**b", "next?China".
bool has_sign_of_text(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (!is_wildcard(text[at])) continue;
    if (is_wildcard(text[at + 1]) || (text[at] == '?' && is_capital(text[at + 1]))) return true;
  }
  return false;
}

}  // namespace

std::optional<WordPattern> read_pattern(std::string_view piece) {
  if (piece.find_first_of("*?~") == kNowhere) return std::nullopt;
  if (piece.find('~') != kNowhere) return read_fuzzy(piece);
  const std::size_t begin = piece.find_first_not_of('\''), end = piece.find_last_not_of("?.,:;!'");
  if (begin == kNowhere || end == kNowhere || begin > end) return std::nullopt;
  const std::string_view text = piece.substr(begin, end + 1 - begin);
  const std::size_t first = text.find_first_of("*?");
  const bool is_prefix = first + 1 == text.size() && end + 1 == piece.size();
  if (first == kNowhere || is_prefix || has_sign_of_text(text)) return std::nullopt;
  const Shape shape = shape_of(text);
  const bool is_long = shape.longest_run >= kLeastLiterals ||
                       (shape.literals > kLeastLiterals && shape.longest_run > 1);
  if (shape.has_signs || !is_long || !shape.has_letter) return std::nullopt;
  return WordPattern{WordPattern::Kind::wildcard, std::string(text), 0};
}

std::size_t regex_end(std::string_view query, std::size_t at) {
  bool has_letter = false;
  for (std::size_t end = at + 1; end < query.size();) {
    const CodePoint next = decode_utf8(query, end);
    if (is_blank(next.value)) break;
    if (next.value == '/') {
      const bool ends = end + 1 == query.size() || query[end + 1] == ')' || query[end + 1] == '^' ||
                        is_blank(decode_utf8(query, end + 1).value);
      return ends && has_letter ? end + 1 : at;
    }
    has_letter |= next.value >= 0x80 || is_letter(static_cast<char>(next.value));
    end += next.size;
    if (next.value == '\\' && end < query.size()) end += decode_utf8(query, end).size;
  }
  return at;
}

}  // namespace newsidx::query
