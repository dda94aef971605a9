#include "query/syntax/lexer.h"

#include <charconv>
#include <cstddef>
#include <utility>

#include "query/syntax/lexer_state.h"
#include "query/syntax/parser.h"
#include "query/syntax/token_repair.h"

namespace newsidx::query {

Status Lexer::lex_token() {
  const CodePoint next = code_point(at_);
  if (is_blank(next.value)) {
    at_ += next.size;
    return {};
  }
  if (is_quote(next.value)) {
    return lex_quote();
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
    case '=': {
      NEWSIDX_ASSIGN_OR_RETURN(const bool is_exact, lex_exact());
      if (is_exact) return {};
      break;
    }
    case '*':
      if (!lex_pattern()) lex_star();
      return {};
    default: break;
  }
  warn_of_dash();
  return lex_field() ? Status() : lex_word();
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
  const std::size_t behind = end + code_point(end).size;
  if (is_all_quoted_ || is_before_operator(query_, behind) || slop_end(behind) > behind)
    return true;
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
Status Lexer::lex_quote() {
  const std::size_t begin = at_;
  const CodePoint opening = code_point(begin);
  const std::size_t end = closing_quote(query_, begin);
  const bool is_behind_word = touches({Kind::word});
  at_ += opening.size;
  if (is_curly_quote(opening.value) && !is_curly_phrase(end)) return {};
  if (done(end) || (is_behind_word && nothing_at(at_))) {
    warn(begin, "a quote that is not closed is read as text");
    return {};
  }
  return lex_phrase(begin, end);
}

// @param end  of the text between the quotes; at_ is where it starts
Status Lexer::lex_phrase(std::size_t begin, std::size_t end) {
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
    return {};
  }
  add(Kind::phrase, begin, std::move(text));
  return lex_slop();
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
       tokens_.back().kind == Kind::pattern || tokens_.back().kind == Kind::phrase ||
       tokens_.back().kind == Kind::close);
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

Result<std::vector<Token>> tokenize(std::string_view query, Remarks& remarks) {
  NEWSIDX_ASSIGN_OR_RETURN(std::vector<Token> tokens, Lexer(query, remarks).run());
  return repaired(std::move(tokens), query, remarks);
}

}  // namespace newsidx::query
