// query/syntax/headline.h: a query that is a pasted headline in capitals.
#pragma once

#include <string_view>

namespace newsidx::query {

/// A line of this many words all in capitals, without quote, bracket or colon, is a headline: its
/// AND, OR and NOT are words ("TRUCE NOT POSSIBLE AND TALKS OR WAR").
inline constexpr unsigned kHeadlineWords = 6;

/// True for such a line. Cost: linear, and of nearly all queries the first small letter.
[[nodiscard]] bool is_headline(std::string_view query);

/// True for a shorter line of that kind with AND, OR or NOT in it, which are operators there.
[[nodiscard]] bool has_capital_operators(std::string_view query);

}  // namespace newsidx::query
