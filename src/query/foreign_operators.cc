#include "query/foreign_operators.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "query/syntax_error.h"

namespace newsidx::query {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_small(c) || (c >= 'A' && c <= 'Z'); }

bool are_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

// A piece of the query without blanks and quotes in it.
struct Piece {
  std::string_view text;
  std::size_t begin = 0;
};

std::vector<Piece> pieces_of(std::string_view query) {
  constexpr std::string_view kBetween = " \t\r\n\"";
  std::vector<Piece> pieces;
  for (std::size_t begin = 0; begin < query.size();) {
    begin = query.find_first_not_of(kBetween, begin);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(query.find_first_of(kBetween, begin), query.size());
    pieces.push_back({query.substr(begin, end - begin), begin});
    begin = end;
  }
  return pieces;
}

// "w/5", "pre/5", "NEAR/5", "ADJ5"; "/s", "/p", "/5" of legal databases.
bool is_distance(std::string_view piece) {
  for (const std::string_view name : {"w/", "W/", "pre/", "PRE/", "NEAR/", "WITHIN/", "ADJ"}) {
    if (piece.starts_with(name) && are_digits(piece.substr(name.size()))) return true;
  }
  return piece == "/s" || piece == "/p" || (piece.starts_with('/') && are_digits(piece.substr(1)));
}

// In a query with small letters, capitals are a choice.
bool is_capital_operator(std::string_view piece) {
  return piece == "NEAR" || piece == "ADJ" || piece == "ANDNOT" || piece == "WITHIN";
}

// "word~", "word~2", "word~0.8".
bool is_fuzzy(std::string_view piece) {
  const std::size_t tilde = piece.find('~');
  if (tilde == std::string_view::npos || tilde == 0 || !is_letter(piece[tilde - 1])) return false;
  return piece.find_first_not_of("0123456789.", tilde + 1) == std::string_view::npos;
}

Failure refused(std::string_view query, std::size_t at, std::string_view what,
                std::string_view hint) {
  const auto place = static_cast<std::uint32_t>(at);
  return syntax_error(query, {place, place}, what, hint);
}

// The "[2016" or "{2016" that opens a range of which `pieces[at]` is the "TO".
bool is_range(const std::vector<Piece>& pieces, std::size_t at) {
  if (pieces[at].text != "TO" || at == 0 || at + 1 >= pieces.size()) return false;
  const std::string_view before = pieces[at - 1].text, behind = pieces[at + 1].text;
  const bool opens = before.find_first_of("[{") != std::string_view::npos;
  return opens && (behind.ends_with(']') || behind.ends_with('}'));
}

}  // namespace

Status refuse_foreign_operators(std::string_view query) {
  if (query.find_first_of("~/[{") == std::string_view::npos &&
      query.find("NEAR") == std::string_view::npos && query.find("ADJ") == std::string_view::npos &&
      query.find("ANDNOT") == std::string_view::npos &&
      query.find("WITHIN") == std::string_view::npos) {
    return {};
  }
  const bool has_small_letters = std::ranges::any_of(query, is_small);
  const std::vector<Piece> pieces = pieces_of(query);
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    const auto [text, begin] = pieces[at];
    const bool is_between = at > 0 && at + 1 < pieces.size();
    if (is_between && (is_distance(text) || (has_small_letters && is_capital_operator(text)))) {
      return refused(query, begin, "'" + std::string(text) + "' is no operator here",
                     "a AND b, or \"a b\" for words in a row; --literal for the text as it is");
    }
    if (text.starts_with('~') && begin > 0 && query[begin - 1] == '"' &&
        are_digits(text.substr(1))) {
      return refused(query, begin, "a distance behind a phrase is not supported",
                     "the phrase without ~, or a AND b");
    }
    if (is_fuzzy(text)) {
      return refused(query, begin, "'~' behind a word is not supported",
                     "the first letters and a star, syr*; --literal for the text as it is");
    }
    if (is_range(pieces, at)) {
      return refused(query, pieces[at - 1].begin, "ranges are not supported",
                     "a OR b; --literal for the text as it is");
    }
  }
  return {};
}

}  // namespace newsidx::query
