// common/query.h
//
// The six kinds of queries of the protocol (README.md) for engines whose own syntax is another.
//
// Threads: plain values.   Cost: one pass over the text, one allocation.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace newsidx::bench {

enum class QueryKind : std::uint8_t {
  term,     ///< oil
  all,      ///< +oil +price
  any,      ///< oil price
  phrase,   ///< "oil price"
  mixed,    ///< +oil price barrel: the first word must occur, the others add to the score
  negated,  ///< +oil -price: the first word without the others
};

struct Query {
  QueryKind kind = QueryKind::term;
  std::vector<std::string_view> words;  ///< at least one; they borrow the query's text
};

/// @return nothing when the text is none of the six kinds
[[nodiscard]] std::optional<Query> parse_query(std::string_view text);

/// Calls `use` with every run of characters between spaces.
template <class Use>
void for_each_word(std::string_view text, Use&& use) {
  for (std::size_t begin = text.find_first_not_of(' '); begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    use(text.substr(begin, end - begin));
    begin = std::min(text.find_first_not_of(' ', end), text.size());
  }
}

}  // namespace newsidx::bench
