#include <cstddef>
#include <cstdint>
#include <string>

#include "base/utf8.h"
#include "query/syntax/characters.h"
#include "query/syntax/lexer.h"

namespace newsidx::query {

std::vector<Token> tokenize_literally(std::string_view query) {
  std::vector<Token> tokens;
  const auto add = [&](Token::Kind kind, std::size_t begin, std::size_t end) {
    Token& token = tokens.emplace_back();
    token.kind = kind;
    token.text = query.substr(begin, end - begin);
    token.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t begin = at;
    while (at < query.size() && !is_blank(decode_utf8(query, at).value)) {
      at += decode_utf8(query, at).size;
    }
    if (at > begin) add(Token::Kind::word, begin, at);
    if (at < query.size()) at += decode_utf8(query, at).size;
  }
  add(Token::Kind::end, query.size(), query.size());
  return tokens;
}

}  // namespace newsidx::query
