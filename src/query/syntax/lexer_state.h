// query/syntax/lexer_state.h
//
// The lexer at work: signs, quotes and stars in lexer.cc, words and names of fields in
// lexer_words.cc, what stands for several words in lexer_patterns.cc, nearness in lexer_near.cc.
// Included by these alone.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "base/utf8.h"
#include "query/remarks.h"
#include "query/syntax/characters.h"
#include "query/syntax/lexer.h"
#include "query/syntax/quotes.h"
#include "query/syntax/syntax_error.h"

namespace newsidx::query {

// Ends a word wherever it stands (a star does not: it is judged by where it stands).
[[nodiscard]] inline bool is_delimiter(char32_t c) {
  return is_blank(c) || is_quote(c) || c == '(' || c == ')' || c == '^';
}

class Lexer {
 public:
  using Kind = Token::Kind;

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
  Status lex_quote();
  Status lex_phrase(std::size_t begin, std::size_t end);
  void warn_of_star(std::size_t begin, std::string_view phrase);
  Status lex_boost();
  void lex_star();
  bool lex_doubled_operator();
  void warn_of_dash();
  Result<bool> lex_exact();
  Status lex_word();
  Result<bool> lex_near(std::size_t begin, std::string_view raw);
  bool lex_before_bracket(std::size_t begin, std::string_view raw);
  Status lex_slop();
  [[nodiscard]] std::size_t slop_end(std::size_t at) const;
  [[nodiscard]] bool ends_operand(std::size_t count) const;
  [[nodiscard]] bool is_before_operand() const;
  bool lex_range();
  bool lex_regex();
  bool lex_pattern();
  void warn_of_wildcard(std::size_t begin, std::string_view word);
  void lex_escape(std::string& text);
  bool lex_field();
  [[nodiscard]] bool is_field_value(std::size_t at, bool may_have_sign) const;
  [[nodiscard]] std::string_view piece_at(std::size_t at) const;
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
    Token& token = tokens_.emplace_back();
    token.kind = kind;
    token.text = std::move(text);
    token.place = place(begin, at_);
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
  [[nodiscard]] Failure error(std::size_t at, std::string_view what, Hint hint) const {
    return syntax_error(query_, place(at, at), what, std::move(hint));
  }

  std::string_view query_;
  Remarks& remarks_;
  bool is_all_quoted_;
  bool is_exact_ = false;  // a word is read that "=" stands before
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace newsidx::query
