#include "query/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

#include "base/try.h"
#include "base/utf8.h"
#include "query/characters.h"
#include "query/parser.h"
#include "query/quotes.h"
#include "query/syntax_error.h"
#include "query/text_field.h"
#include "query/token_repair.h"

namespace newsidx::query {
namespace {

using Kind = Token::Kind;

// Ends a word wherever it stands (a star does not: it is judged by where it stands).
bool is_delimiter(char32_t c) {
  return is_blank(c) || is_quote(c) || c == '(' || c == ')' || c == '^';
}

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
  for (const char byte : {'"', '(', ')', '^', '\\', '*'})
    table[static_cast<std::size_t>(byte)] = false;
  return table;
}();

// The end of the plain bytes that start at `at`.
std::size_t plain_end(std::string_view query, std::size_t at) {
  while (at < query.size() && kPlainBytes[static_cast<unsigned char>(query[at])]) ++at;
  return at;
}

class Lexer {
 public:
  Lexer(std::string_view query, Remarks& remarks)
      : query_(query), remarks_(remarks), is_all_quoted_(is_all_quoted(query)) {}

  Result<std::vector<Token>> run() {
    constexpr std::size_t kFewTokens = 8;
    tokens_.reserve(kFewTokens);
    while (at_ < query_.size()) NEWSIDX_RETURN_IF_ERROR(lex_token());
    add(Kind::end, at_);
    return std::move(tokens_);
  }

 private:
  Status lex_token();
  Status lex_sign();
  void lex_quote();
  void lex_phrase(std::size_t begin, std::size_t end);
  void warn_of_star(std::size_t begin, std::string_view phrase);
  Status lex_boost();
  void lex_star();
  bool lex_doubled_operator();
  void warn_of_dash();
  void lex_word();
  void warn_of_wildcard(std::size_t begin, std::string_view word);
  void lex_escape(std::string& text);
  bool lex_field();
  [[nodiscard]] bool is_field_value(std::size_t at, bool may_have_sign) const;
  [[nodiscard]] bool is_not_sign(std::size_t at) const;

  [[nodiscard]] bool is_curly_phrase(std::size_t end) const;
  [[nodiscard]] bool is_lone_star(std::size_t at) const {
    return query_[at] == '*' && (done(at + 1) || ends_word(at + 1));
  }

  [[nodiscard]] bool done(std::size_t at) const { return at >= query_.size(); }
  [[nodiscard]] CodePoint code_point(std::size_t at) const { return decode_utf8(query_, at); }

  // Nothing that a sign or a field could belong to starts at `at`.
  [[nodiscard]] bool nothing_at(std::size_t at) const {
    return done(at) || query_[at] == ')' || is_blank(code_point(at).value);
  }

  // The operand before the place ends exactly there ("a^2", not "a ^2").
  [[nodiscard]] bool touches(std::initializer_list<Kind> kinds) const {
    if (tokens_.empty() || tokens_.back().place.end != at_) return false;
    for (const Kind kind : kinds) {
      if (tokens_.back().kind == kind) return true;
    }
    return false;
  }
  [[nodiscard]] bool is_letter_at(std::size_t at) const {
    const char32_t c = code_point(at).value;
    return c < 0x80 ? is_letter(query_[at]) : is_of_alphabet(c);
  }
  [[nodiscard]] bool after_field() const { return touches({Kind::field}); }

  Token& add(Kind kind, std::size_t begin, std::string text = {}) {
    tokens_.push_back({kind, std::move(text), 1, place(begin, at_)});
    return tokens_.back();
  }
  static Place place(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  // "column 7", for warnings.
  [[nodiscard]] std::string column(std::size_t at) const {
    std::size_t characters = 1;
    for (std::size_t i = 0; i < at; i += code_point(i).size) ++characters;
    return "column " + std::to_string(characters);
  }
  void warn(std::size_t at, const std::string& what) {
    if (remarks_.is_full()) return;  // to count columns takes time
    remarks_.warn(what + ": " + column(at) + " of the query");
  }
  [[nodiscard]] bool ends_word(std::size_t at) const {
    return is_delimiter(code_point(at).value) && !is_gershayim(query_, at);
  }
  [[nodiscard]] Failure error(std::size_t at, std::string_view what, std::string_view hint) const {
    return syntax_error(query_, place(at, at), what, hint);
  }

  std::string_view query_;
  Remarks& remarks_;
  bool is_all_quoted_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

Status Lexer::lex_token() {
  const CodePoint next = code_point(at_);
  if (is_blank(next.value)) {
    at_ += next.size;
    return {};
  }
  if (is_quote(next.value)) {
    lex_quote();
    return {};
  }
  if (lex_doubled_operator()) return {};
  switch (next.value) {
    case '(': ++at_, add(Kind::open, at_ - 1); return {};
    case ')': ++at_, add(Kind::close, at_ - 1); return {};
    case '+':
    case '-': return lex_sign();
    case '!':
      if (is_not_sign(at_)) return lex_sign();
      break;
    case '^': return lex_boost();
    case '*': lex_star(); return {};
    default: break;
  }
  warn_of_dash();
  if (!lex_field()) lex_word();
  return {};
}

// "oil –gas": a dash that a program set in place of "-" excludes nothing.
void Lexer::warn_of_dash() {
  const CodePoint dash = code_point(at_);
  const std::size_t behind = at_ + dash.size;
  const bool is_apart = at_ == 0 || is_blank(code_point(utf8_floor(query_, at_ - 1)).value);
  if (!is_typographic_dash(dash.value) || !is_apart || nothing_at(behind)) return;
  if (query_[behind] == '(' || is_quote(code_point(behind).value) || is_letter_at(behind)) {
    warn(at_, "a dash before a word excludes nothing (only '-' does) and is read as text");
  }
}

// "&&" and "||", as other systems write AND and OR.
bool Lexer::lex_doubled_operator() {
  const std::string_view rest = query_.substr(at_);
  const bool is_doubled = rest.starts_with("&&") || rest.starts_with("||");
  if (!is_doubled || after_field() || (rest.size() > 2 && rest[2] == rest[0])) return false;
  at_ += 2;
  add(rest[0] == '&' ? Kind::and_ : Kind::or_, at_ - 2);
  return true;
}

// "!word", as other systems write NOT; "!!!" and "!1" are punctuation.
bool Lexer::is_not_sign(std::size_t at) const {
  if (query_[at] != '!' || nothing_at(at + 1)) return false;
  const char next = query_[at + 1];
  return is_letter(next) || next == '(' || next == '"' || static_cast<unsigned char>(next) >= 0x80;
}

// A sign stands directly before what it belongs to; "Kerry - Lavrov" and "--" are punctuation.
Status Lexer::lex_sign() {
  const std::size_t begin = at_;
  const char sign = query_[begin];
  if (after_field()) {
    const std::string field = tokens_.back().text + ":";
    return error(begin, "a sign stands before the field, not behind it",
                 sign + field + "word, or " + field + "\\" + sign + "word");
  }
  at_ = std::min(query_.find_first_not_of("+-!", begin), query_.size());
  if (nothing_at(at_)) return {};
  if (at_ > begin + 1) {
    warn(begin, "more than one sign before a word is read as text");
    return {};
  }
  add(sign == '+' ? Kind::plus : sign == '-' ? Kind::minus : Kind::not_, begin);
  return {};
}

// In running text curly quotes are blanks. They are phrases where all of the query is quoted, and
// beside a sign, a field or an operator. `end`: of the text between them.
bool Lexer::is_curly_phrase(std::size_t end) const {
  if (done(end)) return false;
  if (is_all_quoted_ || is_before_operator(query_, end + code_point(end).size)) return true;
  if (tokens_.empty()) return false;
  switch (tokens_.back().kind) {
    case Kind::plus:
    case Kind::minus:
    case Kind::and_:
    case Kind::or_:
    case Kind::not_:
    case Kind::field: return true;
    default: return false;
  }
}

// A quote that nothing closes, or that stands for inches (19"), is text.
void Lexer::lex_quote() {
  const std::size_t begin = at_;
  const CodePoint opening = code_point(begin);
  const std::size_t end = closing_quote(query_, begin);
  const bool is_behind_word = touches({Kind::word});
  at_ += opening.size;
  if (is_curly_quote(opening.value) && !is_curly_phrase(end)) return;
  if (done(end) || (is_behind_word && nothing_at(at_))) {
    warn(begin, "a quote that is not closed is read as text");
    return;
  }
  lex_phrase(begin, end);
}

// @param end  of the text between the quotes; at_ is where it starts
void Lexer::lex_phrase(std::size_t begin, std::size_t end) {
  std::string text;
  bool is_empty = true;
  while (at_ < end) {
    const CodePoint next = code_point(at_);
    if (next.value == '\\') {
      lex_escape(text);
      is_empty = false;
      continue;
    }
    if (is_blank(next.value)) {
      text += ' ';
    } else {
      text.append(query_, at_, next.size);
      is_empty = false;
    }
    at_ += next.size;
  }
  warn_of_star(begin, query_.substr(begin, end - begin));
  at_ += code_point(end).size;
  if (is_empty) {
    warn(begin, "an empty phrase is left out");
  } else {
    add(Kind::phrase, begin, std::move(text));
  }
}

// "oil price*" was meant as a prefix; in a phrase there is none.
void Lexer::warn_of_star(std::size_t begin, std::string_view phrase) {
  for (std::size_t star = phrase.find('*'); star != std::string_view::npos;
       star = phrase.find('*', star + 1)) {
    const char before = phrase[star - 1];  // a quote stands before the first
    const bool is_behind_word = is_letter(before) || static_cast<unsigned char>(before) >= 0x80;
    const bool ends = star + 1 == phrase.size() || is_blank(decode_utf8(phrase, star + 1).value);
    if (!is_behind_word || !ends) continue;
    warn(begin + star, "a '*' within a phrase is read as text");
    return;
  }
}

// A "^" that cannot be a boost parts words.
Status Lexer::lex_boost() {
  const std::size_t begin = at_++;
  const bool has_operand =
      !tokens_.empty() && tokens_.back().place.end == begin &&
      (tokens_.back().kind == Kind::word || tokens_.back().kind == Kind::prefix ||
       tokens_.back().kind == Kind::phrase || tokens_.back().kind == Kind::close);
  std::size_t end = at_;
  while (!done(end) && !ends_word(end)) end += code_point(end).size;
  const std::string_view number = query_.substr(begin + 1, end - begin - 1);
  float boost = 0;
  const auto [stop, code] = std::from_chars(number.data(), number.data() + number.size(), boost,
                                            std::chars_format::fixed);
  // from_chars also reads "inf" and "nan"
  const bool digits = number.find_first_not_of(".0123456789") == std::string_view::npos;
  const bool is_number = !number.empty() && digits && code != std::errc::invalid_argument &&
                         stop == number.data() + number.size();
  const bool is_in_range = code == std::errc{} && boost >= kMinBoost && boost <= kMaxBoost;
  const bool is_formula =
      is_number && !is_in_range && has_operand && is_digit(query_[begin - 1]);  // 10^2048
  if (!has_operand || !is_number || is_formula) {
    warn(begin, "'^' without a word before and a number behind it is read as text");
    at_ = std::min(query_.find_first_not_of("+-!", at_), query_.size());  // 10^-9 excludes nothing
    return {};
  }
  at_ = end;
  if (!is_in_range) {
    return error(begin + 1, "the boost is out of range", "a number from 0.001 to 1000");
  }
  add(Kind::boost, begin).boost = boost;
  return {};
}

// A star that no word stands before: alone it means all articles, also as "*:*".
void Lexer::lex_star() {
  const std::size_t begin = at_;
  if (query_.substr(at_).starts_with("*:*") && (done(at_ + 3) || ends_word(at_ + 3))) {
    at_ += 3;
    add(Kind::all, begin);
    return;
  }
  const bool is_alone = is_lone_star(begin) && (begin == 0 || query_[begin - 1] != '*') &&
                        !touches({Kind::phrase, Kind::close, Kind::boost});
  ++at_;
  if (is_alone) {
    add(Kind::all, begin);
    return;
  }
  warn(begin, "a '*' with no word before it is read as text");
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
    case '*': return is_lone_star(at);
    case '+':
    case '-': return may_have_sign;
    case '!': return may_have_sign || !is_not_sign(at);
    default: return true;
  }
}

void Lexer::lex_word() {
  const std::size_t begin = at_;
  const bool operand_wanted = after_field();
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
        return;
      }
      warn(star, "a '*' within a word is read as text");
    }
    text.append(query_, at_ - (next.value == '*' ? 1 : 0), next.size);
    if (next.value != '*') at_ += next.size;
  }
  const std::string_view raw = query_.substr(begin, at_ - begin);
  Kind kind = Kind::word;
  if (!operand_wanted) {
    if (raw == "AND") kind = Kind::and_;
    if (raw == "OR") kind = Kind::or_;
    if (raw == "NOT") kind = Kind::not_;
  }
  warn_of_wildcard(begin, raw);
  add(kind, begin, std::move(text));
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

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view query, Remarks& remarks) {
  NEWSIDX_ASSIGN_OR_RETURN(std::vector<Token> tokens, Lexer(query, remarks).run());
  return repaired(std::move(tokens), query, remarks);
}

}  // namespace newsidx::query
