// Words of a query that stand for several words of the index.
#include <cstddef>
#include <string>
#include <utility>

#include "query/syntax/lexer_state.h"
#include "query/syntax/pattern_text.h"

namespace newsidx::query {

// What a word may be at most, as it is written: to a blank, quote, bracket or boost.
std::string_view Lexer::piece_at(std::size_t at) const {
  std::size_t end = at;
  while (!done(end) && !ends_word(end)) end += code_point(end).size;
  return query_.substr(at, end - at);
}

bool Lexer::lex_regex() {
  if (query_[at_] != '/') return false;
  const std::size_t end = regex_end(query_, at_);
  if (end == at_) return false;
  const std::size_t begin = std::exchange(at_, end);
  Token& token = add(Kind::pattern, begin, std::string(query_.substr(begin + 1, end - begin - 2)));
  token.pattern = WordPattern::Kind::regex;
  return true;
}

// With a backslash in it, a word is text.
bool Lexer::lex_pattern() {
  const std::string_view piece = piece_at(at_);
  if (piece.find('\\') != std::string_view::npos) return false;
  auto pattern = read_pattern(piece);
  if (!pattern) return false;
  const std::size_t begin = at_;
  at_ += piece.size();
  Token& token = add(Kind::pattern, begin, std::move(pattern->text));
  token.pattern = pattern->kind;
  token.edits = pattern->edits;
  return true;
}

}  // namespace newsidx::query
