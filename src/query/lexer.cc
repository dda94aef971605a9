#include "query/lexer.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

#include "base/try.h"
#include "base/utf8.h"
#include "query/parser.h"
#include "query/syntax_error.h"

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

// Straight quotes, “English” and „German“ ones; any of them ends what any of them began.
bool is_quote(char32_t c) { return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e; }

// Ends a word wherever it stands (a star does not: it is judged by where it stands).
bool is_delimiter(char32_t c) {
  return is_blank(c) || is_quote(c) || c == '(' || c == ')' || c == '^';
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
  explicit Lexer(std::string_view query) : query_(query) {}

  Result<std::vector<Token>> run() {
    constexpr std::size_t kFewTokens = 8;
    tokens_.reserve(kFewTokens);
    NEWSIDX_RETURN_IF_ERROR(check_utf8());
    while (at_ < query_.size()) NEWSIDX_RETURN_IF_ERROR(lex_token());
    add(Kind::end, at_);
    return std::move(tokens_);
  }

 private:
  Status check_utf8() const;
  Status lex_token();
  Status lex_sign();
  Status lex_phrase();
  Status lex_boost();
  Status lex_star();
  Status lex_word();
  Status lex_escape(std::string& text);
  bool lex_field();
  Status check_field_has_value() const;

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
  [[nodiscard]] Failure error(std::size_t at, std::string_view what, std::string_view hint) const {
    return syntax_error(query_, place(at, at), what, hint);
  }

  std::string_view query_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

Status Lexer::check_utf8() const {
  if (is_valid_utf8(query_)) return {};
  for (std::size_t at = 0; at < query_.size(); at += code_point(at).size) {
    if (!code_point(at).well_formed) {
      return error(at, "the query is not UTF-8", "a terminal and files in UTF-8");
    }
  }
  return {};
}

Status Lexer::lex_token() {
  const CodePoint next = code_point(at_);
  if (is_blank(next.value)) {
    at_ += next.size;
    return {};
  }
  if (is_quote(next.value)) return lex_phrase();
  switch (next.value) {
    case '(': ++at_, add(Kind::open, at_ - 1); return {};
    case ')': ++at_, add(Kind::close, at_ - 1); return {};
    case '+':
    case '-': return lex_sign();
    case '^': return lex_boost();
    case '*': return lex_star();
    default: return lex_field() ? check_field_has_value() : lex_word();
  }
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
  if (at_ > begin + 1) return error(begin, "more than one sign before a word", "+word or -word");
  add(query_[begin] == '+' ? Kind::plus : Kind::minus, begin);
  return {};
}

Status Lexer::lex_phrase() {
  const std::size_t begin = at_;
  at_ += code_point(at_).size;
  std::string text;
  bool blank = true;
  while (!done(at_)) {
    const CodePoint next = code_point(at_);
    if (is_quote(next.value)) {
      at_ += next.size;
      if (blank) return error(begin, "an empty phrase", "words between the quotes");
      add(Kind::phrase, begin, std::move(text));
      if (at_ + 1 < query_.size() && query_[at_] == '~' && is_digit(query_[at_ + 1])) {
        return error(at_, "a distance behind a phrase is not supported", "the phrase without ~");
      }
      return {};
    }
    if (next.value == '\\' && at_ + 1 < query_.size()) {
      NEWSIDX_RETURN_IF_ERROR(lex_escape(text));
      blank = false;
      continue;
    }
    if (is_blank(next.value)) {
      text += ' ';
    } else {
      text.append(query_, at_, next.size);
      blank = false;
    }
    at_ += next.size;
  }
  return error(begin, "the quote is not closed",
               "\" at the end of the phrase, or \\\" for a quote in the text");
}

Status Lexer::lex_boost() {
  const std::size_t begin = at_;
  if (touches({Kind::all})) {
    return error(begin, "'*' alone stands for all articles and takes no boost", "* without ^");
  }
  if (touches({Kind::boost})) return error(begin, "more than one boost", "word^2");
  if (!touches({Kind::word, Kind::prefix, Kind::phrase, Kind::close})) {
    return error(begin, "'^' stands directly behind a word, a phrase or a group",
                 "word^2, or \\^ for the character");
  }
  ++at_;
  while (!done(at_) && !is_delimiter(code_point(at_).value)) at_ += code_point(at_).size;
  const std::string_view number = query_.substr(begin + 1, at_ - begin - 1);
  if (number.empty()) return error(begin, "'^' needs a number", "word^2, or \\^ for the character");
  float boost = 0;
  const auto [stop, code] = std::from_chars(number.data(), number.data() + number.size(), boost,
                                            std::chars_format::fixed);
  // from_chars also reads "inf" and "nan"
  const bool digits = number.find_first_not_of("-.0123456789") == std::string_view::npos;
  if (!digits || code == std::errc::invalid_argument || stop != number.data() + number.size()) {
    return error(begin + 1, "the boost is not a number", "word^2 or word^0.5");
  }
  if (number.front() == '-' || code != std::errc{} || boost < kMinBoost || boost > kMaxBoost) {
    return error(begin + 1, "the boost is out of range", "a number from 0.001 to 1000");
  }
  add(Kind::boost, begin).boost = boost;
  return {};
}

// A star that no word stands before.
Status Lexer::lex_star() {
  const std::size_t begin = at_;
  if (after_field()) {
    return error(begin, "'*' alone stands for all articles and takes no field",
                 "the first letters, title:syr*");
  }
  if (touches({Kind::phrase, Kind::close, Kind::boost})) {
    return error(begin, "'*' can only end a word", "word*, or a blank before a * for all articles");
  }
  ++at_;
  if (!done(at_) && !is_delimiter(code_point(at_).value)) {
    return error(begin, "'*' at the start of a word is not supported",
                 "the first letters and a star, or \\* for the character");
  }
  add(Kind::all, begin);
  return {};
}

// A name is a field only when something follows the colon at once, so that "Syria: a war",
// "10:30" and "http://..." stay words. `title:` alone is more likely a slip than a word.
bool Lexer::lex_field() {
  if (after_field() || !is_letter(query_[at_])) return false;
  std::size_t colon = at_;
  while (!done(colon) &&
         (is_letter(query_[colon]) || is_digit(query_[colon]) || query_[colon] == '_'))
    ++colon;
  if (done(colon) || query_[colon] != ':') return false;
  const std::string_view name = query_.substr(at_, colon - at_);
  if (query_.substr(colon + 1).starts_with("//")) return false;
  if (nothing_at(colon + 1) && name != "title") return false;
  const std::size_t begin = std::exchange(at_, colon + 1);
  add(Kind::field, begin, std::string(name));
  return true;
}

Status Lexer::check_field_has_value() const {
  const std::string& name = tokens_.back().text;
  if (!nothing_at(at_) && query_[at_] != '^') return {};
  return error(tokens_.back().place.begin, "'" + name + ":' needs a word directly behind the colon",
               name + ":word, or " + name + "\\: for the word itself");
}

Status Lexer::lex_word() {
  const std::size_t begin = at_;
  const bool operand_wanted = after_field();
  at_ = plain_end(query_, begin);
  std::string text(query_.substr(begin, at_ - begin));
  while (!done(at_)) {
    const CodePoint next = code_point(at_);
    if (is_delimiter(next.value)) break;
    if (next.value == '\\') {
      NEWSIDX_RETURN_IF_ERROR(lex_escape(text));
      continue;
    }
    if (next.value == '*') {
      const std::size_t star = at_++;
      if (done(at_) || is_delimiter(code_point(at_).value)) {
        add(Kind::prefix, begin, std::move(text));
        return {};
      }
      return error(star, "'*' in the middle of a word is not supported",
                   "a star at the end of the word, or \\* for the character");
    }
    text.append(query_, at_, next.size);
    at_ += next.size;
  }
  const std::string_view raw = query_.substr(begin, at_ - begin);
  Kind kind = Kind::word;
  if (!operand_wanted) {
    if (raw == "AND") kind = Kind::and_;
    if (raw == "OR") kind = Kind::or_;
    if (raw == "NOT") kind = Kind::not_;
  }
  add(kind, begin, std::move(text));
  return {};
}

Status Lexer::lex_escape(std::string& text) {
  const std::size_t begin = at_++;
  if (done(at_)) return error(begin, "nothing follows the backslash", "\\\\ for the character");
  const CodePoint next = code_point(at_);
  if (is_blank(next.value)) {
    text += ' ';
  } else {
    text.append(query_, at_, next.size);
  }
  at_ += next.size;
  return {};
}

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view query) { return Lexer(query).run(); }

}  // namespace newsidx::query
