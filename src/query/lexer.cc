#include "query/lexer.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

#include "base/try.h"
#include "base/utf8.h"
#include "query/parser.h"
#include "query/syntax_error.h"
#include "query/token_repair.h"

namespace newsidx::query {
namespace {

using Kind = Token::Kind;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Control characters count as blanks: they come along when text is pasted.
bool is_blank(char32_t c) {
  return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

// “English”, „German“ and «French» quotes; any of them ends what any of them began.
bool is_curly_quote(char32_t c) { return (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb; }
bool is_quote(char32_t c) { return c == '"' || is_curly_quote(c); }

bool is_hebrew(char32_t c) { return c >= 0x5d0 && c <= 0x5f2; }

// Ends a word wherever it stands (a star does not: it is judged by where it stands).
bool is_delimiter(char32_t c) {
  return is_blank(c) || is_quote(c) || c == '(' || c == ')' || c == '^';
}

// Fields that every index has.
bool is_known_field(std::string_view name) {
  return name == "title" || name == "body" || name == "text";
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
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
      : query_(query), remarks_(remarks), curly_quotes_count_(are_curly_quotes_phrases(query)) {}

  Result<std::vector<Token>> run() {
    constexpr std::size_t kFewTokens = 8;
    tokens_.reserve(kFewTokens);
    while (at_ < query_.size()) NEWSIDX_RETURN_IF_ERROR(lex_token());
    add(Kind::end, at_);
    return std::move(tokens_);
  }

 private:
  static bool are_curly_quotes_phrases(std::string_view query);
  Status lex_token();
  Status lex_sign();
  void lex_phrase();
  Status lex_boost();
  void lex_star();
  bool lex_doubled_operator();
  void lex_word();
  void lex_escape(std::string& text);
  bool lex_field();
  Status check_field_has_value() const;
  [[nodiscard]] std::size_t closing_quote(std::size_t at) const;

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
    remarks_.warn(what + ": " + column(at) + " of the query");
  }
  // Is the `"` at `at` the sign of a Hebrew abbreviation?
  [[nodiscard]] bool is_gershayim(std::size_t at) const {
    return query_[at] == '"' && at > 0 && at + 1 < query_.size() &&
           is_hebrew(code_point(utf8_floor(query_, at - 1)).value) &&
           is_hebrew(code_point(at + 1).value);
  }
  [[nodiscard]] bool ends_word(std::size_t at) const {
    return is_delimiter(code_point(at).value) && !is_gershayim(at);
  }
  [[nodiscard]] Failure error(std::size_t at, std::string_view what, std::string_view hint) const {
    return syntax_error(query_, place(at, at), what, hint);
  }

  std::string_view query_;
  Remarks& remarks_;
  bool curly_quotes_count_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

// In running text they are no phrases. They are where the query is one quotation, or where each
// stands behind a sign, a field or an operator, or beside other quotations only.
bool Lexer::are_curly_quotes_phrases(std::string_view query) {
  bool is_inside = false, has_quote = false;
  std::size_t word = 0;  // where the piece outside quotes that is being read starts
  bool is_in_word = false;
  const auto is_harmless = [](std::string_view piece) {
    return piece == "AND" || piece == "OR" || piece == "NOT" || piece == "+" || piece == "-" ||
           piece == "(" || piece == ")" || piece.ends_with(':') || piece.starts_with('^');
  };
  for (std::size_t at = 0; at <= query.size();) {
    const CodePoint point = at < query.size() ? decode_utf8(query, at) : CodePoint{' ', 1, true};
    const bool is_mark = is_quote(point.value);
    if (!is_inside && is_in_word && (is_mark || is_blank(point.value))) {
      if (!is_harmless(query.substr(word, at - word))) return false;
      is_in_word = false;
    } else if (!is_inside && !is_in_word && !is_mark && !is_blank(point.value)) {
      is_in_word = true;
      word = at;
    }
    if (is_mark) {
      is_inside = !is_inside;
      has_quote = true;
    }
    at += point.size;
  }
  return has_quote && !is_inside;
}

Status Lexer::lex_token() {
  const CodePoint next = code_point(at_);
  if (is_blank(next.value)) {
    at_ += next.size;
    return {};
  }
  if (is_curly_quote(next.value) && !curly_quotes_count_) {
    at_ += next.size;
    return {};
  }
  if (is_quote(next.value)) {
    lex_phrase();
    return {};
  }
  if (lex_doubled_operator()) return {};
  switch (next.value) {
    case '(': ++at_, add(Kind::open, at_ - 1); return {};
    case ')': ++at_, add(Kind::close, at_ - 1); return {};
    case '+':
    case '-': return lex_sign();
    case '^': return lex_boost();
    case '*': lex_star(); return {};
    default: break;
  }
  if (lex_field()) return check_field_has_value();
  lex_word();
  return {};
}

// "&&", "||" and a "!" before a word, as other systems write AND, OR and NOT.
bool Lexer::lex_doubled_operator() {
  const std::string_view rest = query_.substr(at_);
  const std::size_t begin = at_;
  if (rest.starts_with("&&") || rest.starts_with("||")) {
    if (!nothing_at(at_ + 2) && query_[at_ + 2] != '(' && !is_quote(code_point(at_ + 2).value)) {
      return false;
    }
    at_ += 2;
    add(rest[0] == '&' ? Kind::and_ : Kind::or_, begin);
    return true;
  }
  if (rest[0] != '!' || nothing_at(at_ + 1)) return false;
  const char32_t next = code_point(at_ + 1).value;
  if (!is_letter(query_[at_ + 1]) && next < 0x80 && next != '(' && next != '"') return false;
  ++at_;
  add(Kind::not_, begin);
  return true;
}

// A sign stands directly before what it belongs to; "Kerry - Lavrov" and "--" are punctuation.
Status Lexer::lex_sign() {
  const std::size_t begin = at_;
  if (after_field()) {
    const std::string field = tokens_.back().text + ":";
    return error(begin, "a sign stands before the field, not behind it",
                 query_[begin] + field + "word, or " + field + "\\" + query_[begin] + "word");
  }
  while (!done(at_) && (query_[at_] == '+' || query_[at_] == '-')) ++at_;
  if (nothing_at(at_)) return {};
  if (at_ > begin + 1) {
    warn(begin, "more than one sign before a word is read as text");
    return {};
  }
  add(query_[begin] == '+' ? Kind::plus : Kind::minus, begin);
  return {};
}

// Where the phrase ends whose text starts at `at`; the end of the query where it is not closed.
std::size_t Lexer::closing_quote(std::size_t at) const {
  while (!done(at)) {
    const CodePoint next = code_point(at);
    if (next.value == '\\' && at + 1 < query_.size()) {
      at += std::size_t{1} + code_point(at + 1).size;
      continue;
    }
    if (is_quote(next.value) && !is_gershayim(at)) return at;
    at += next.size;
  }
  return query_.size();
}

// A quote that nothing closes, or that stands for inches (19"), is text.
void Lexer::lex_phrase() {
  const std::size_t begin = at_;
  const bool is_behind_word = touches({Kind::word});
  at_ += code_point(at_).size;
  const std::size_t end = closing_quote(at_);
  if (done(end) || (is_behind_word && nothing_at(at_))) {
    warn(begin, "a quote that is not closed is read as text");
    return;
  }
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
  at_ += code_point(end).size;
  if (is_empty) {
    warn(begin, "an empty phrase is left out");
  } else {
    add(Kind::phrase, begin, std::move(text));
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
  const bool digits = number.find_first_not_of("-.0123456789") == std::string_view::npos;
  const bool is_number = !number.empty() && digits && code != std::errc::invalid_argument &&
                         stop == number.data() + number.size();
  if (!has_operand || !is_number) {
    warn(begin, "'^' without a word before and a number behind it is read as text");
    return {};
  }
  at_ = end;
  if (number.front() == '-' || code != std::errc{} || boost < kMinBoost || boost > kMaxBoost) {
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
  const bool is_behind_operand = touches({Kind::phrase, Kind::close, Kind::boost, Kind::field});
  ++at_;
  if (!is_behind_operand && (done(at_) || ends_word(at_))) {
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
  while (!done(colon) && (is_letter(query_[colon]) || is_digit(query_[colon]) ||
                          std::string_view("_-.").find(query_[colon]) != std::string_view::npos)) {
    ++colon;
  }
  if (done(colon) || query_[colon] != ':') return false;
  const std::string_view written = query_.substr(at_, colon - at_);
  const std::string small = in_small_letters(written);
  const bool is_known = is_known_field(small);
  if (query_.substr(colon + 1).starts_with("//")) return false;
  std::size_t value = colon + 1;
  if (is_known) {
    while (!done(value) && is_blank(code_point(value).value)) value += code_point(value).size;
    if (done(value)) value = colon + 1;
  }
  const bool has_sign = !done(value) && (query_[value] == '-' || query_[value] == '+' ||
                                         query_[value] == '^' || query_[value] == '*');
  if (!is_known && (nothing_at(value) || has_sign)) return false;
  const std::size_t begin = std::exchange(at_, value);
  add(Kind::field, begin, is_known ? small : std::string(written));
  return true;
}

Status Lexer::check_field_has_value() const {
  const std::string& name = tokens_.back().text;
  if (!nothing_at(at_) && query_[at_] != '^') return {};
  return error(tokens_.back().place.begin, "'" + name + ":' needs a word directly behind the colon",
               name + ":word, or " + name + "\\: for the word itself");
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
  if (raw.find('?') < raw.size() - 1 && is_letter(raw[raw.find('?') + 1])) {
    warn(begin + raw.find('?'), "a '?' within a word is read as text");
  }
  add(kind, begin, std::move(text));
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

std::vector<Token> tokenize_literally(std::string_view query) {
  std::vector<Token> tokens;
  const auto add = [&](Kind kind, std::size_t begin, std::size_t end) {
    tokens.push_back({kind,
                      std::string(query.substr(begin, end - begin)),
                      1,
                      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
  };
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t begin = at;
    while (at < query.size() && !is_blank(decode_utf8(query, at).value)) {
      at += decode_utf8(query, at).size;
    }
    if (at > begin) add(Kind::word, begin, at);
    if (at < query.size()) at += decode_utf8(query, at).size;
  }
  add(Kind::end, query.size(), query.size());
  return tokens;
}

}  // namespace newsidx::query
