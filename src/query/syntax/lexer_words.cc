#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "query/syntax/lexer_state.h"
#include "query/syntax/pattern_text.h"
#include "query/syntax/range_text.h"
#include "query/text_field.h"

namespace newsidx::query {
namespace {

bool is_in_field_name(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

// Bytes that mean nothing but themselves inside a word: nearly all there are.
constexpr std::array<bool, 256> kPlainBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0x21; byte < 0x7f; ++byte) table[byte] = true;
  for (const char byte : {'"', '(', ')', '^', '\\', '*'}) {
    table[static_cast<unsigned char>(byte)] = false;
  }
  return table;
}();

// The end of the plain bytes that start at `at`.
std::size_t plain_end(std::string_view query, std::size_t at) {
  while (at < query.size() && kPlainBytes[static_cast<unsigned char>(query[at])]) ++at;
  return at;
}

}  // namespace

// "=word" and "=\"some words\"": directly before a word or phrase, and behind a blank, a sign, a
// bracket or a field. "a=b", "==", "= 5" and "=word*" are text.
// @return false: it is no operator
Result<bool> Lexer::lex_exact() {
  const std::size_t begin = at_;
  const std::size_t behind = begin + 1;
  if (touches({Kind::word, Kind::phrase, Kind::prefix, Kind::pattern, Kind::close, Kind::boost}) ||
      nothing_at(behind)) {
    return false;
  }
  const bool is_phrase = query_[behind] == '"';
  if (is_phrase ? done(closing_quote(query_, behind))
                : !is_digit(query_[behind]) && !is_letter_at(behind)) {
    return false;
  }
  const std::size_t before = tokens_.size();
  at_ = behind;
  if (is_phrase) {
    NEWSIDX_RETURN_IF_ERROR(lex_quote());
  } else {
    is_exact_ = true;
    const Status read = lex_word();
    is_exact_ = false;
    NEWSIDX_RETURN_IF_ERROR(read);
  }
  const bool is_operand = tokens_.size() == before + 1 && (tokens_.back().kind == Kind::word ||
                                                           tokens_.back().kind == Kind::phrase);
  if (is_operand) {
    tokens_.back().is_exact = true;
    tokens_.back().place.begin = static_cast<std::uint32_t>(begin);
  }
  return true;
}

// A name is a field only when something follows the colon at once, so that "Syria: a war",
// "10:30" and "http://..." stay words; behind the fields that every index has there may be blanks.
// Whether there is such a field is for the planner to say.
bool Lexer::lex_field() {
  if (after_field() || !is_letter(query_[at_])) return false;
  std::size_t colon = at_;
  while (!done(colon) && is_in_field_name(query_[colon])) ++colon;
  if (done(colon) || query_[colon] != ':') return false;
  const std::string_view written = query_.substr(at_, colon - at_);
  const std::string small = in_small_letters(written);
  const bool is_known = is_text_field(small);
  std::size_t value = colon + 1;
  while (is_known && !done(value) && is_blank(code_point(value).value)) {
    value += code_point(value).size;
  }
  if (!is_field_value(value, is_known && value == colon + 1)) {
    if (is_known) warn(at_, "'" + std::string(written) + ":' without a word behind it is text");
    return false;
  }
  const std::size_t begin = std::exchange(at_, value);
  add(Kind::field, begin, is_known ? small : std::string(written));
  return true;
}

// @param may_have_sign  "title:-a": an error, for it cannot be text
bool Lexer::is_field_value(std::size_t at, bool may_have_sign) const {
  if (nothing_at(at) || query_.substr(at).starts_with("//")) return false;
  switch (query_[at]) {
    case '^': return false;
    case '*': return is_lone_star(at) || read_pattern(piece_at(at)).has_value();
    case '+':
    case '-': return may_have_sign;
    case '!': return may_have_sign || !is_not_sign(at);
    default: return true;
  }
}

// "words:[50 TO 120]": the one value with blanks that needs no quotes.
bool Lexer::lex_range() {
  const std::size_t end = bracket_range_end(query_, at_);
  if (end == at_ || (!done(end) && !ends_word(end))) return false;
  const std::size_t begin = std::exchange(at_, end);
  add(Kind::word, begin, std::string(query_.substr(begin, end - begin)));
  return true;
}

Status Lexer::lex_word() {
  const std::size_t begin = at_;
  const bool operand_wanted = after_field() || is_exact_;
  if (after_field() && lex_range()) return {};
  if (lex_regex() || lex_pattern()) return {};
  at_ = plain_end(query_, begin);
  std::string text(query_.substr(begin, at_ - begin));
  while (!done(at_) && !ends_word(at_)) {
    const CodePoint next = code_point(at_);
    if (next.value == '\\') {
      lex_escape(text);
      continue;
    }
    if (next.value == '*') {
      const std::size_t star = at_++;
      if (done(at_) || ends_word(at_)) {
        add(Kind::prefix, begin, std::move(text));
        return {};
      }
      warn(star, "a '*' within a word is read as text");
    }
    text.append(query_, at_ - (next.value == '*' ? 1 : 0), next.size);
    if (next.value != '*') at_ += next.size;
  }
  const std::string_view raw = query_.substr(begin, at_ - begin);
  if (!is_exact_ && lex_before_bracket(begin, raw)) return {};
  Kind kind = Kind::word;
  if (!operand_wanted) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_near, lex_near(begin, raw));
    if (is_near) return {};
    if (raw == "AND") kind = Kind::and_;
    if (raw == "OR") kind = Kind::or_;
    if (raw == "NOT") kind = Kind::not_;
  }
  warn_of_wildcard(begin, raw);
  add(kind, begin, std::move(text));
  return {};
}

// "wor?d" was meant for another system; "who?" and links were not.
void Lexer::warn_of_wildcard(std::size_t begin, std::string_view word) {
  const std::size_t mark = word.find('?');
  if (mark == std::string_view::npos || mark + 1 == word.size()) return;
  if (word.find('/') < mark) return;
  if (is_letter_at(begin + mark + 1)) {
    warn(begin + mark, "a '?' within a word is read as text");
  }
}

// A backslash at the end of the query is text.
void Lexer::lex_escape(std::string& text) {
  ++at_;
  if (done(at_)) return;
  const CodePoint next = code_point(at_);
  if (is_blank(next.value)) {
    text += ' ';
  } else {
    text.append(query_, at_, next.size);
  }
  at_ += next.size;
}

}  // namespace newsidx::query
