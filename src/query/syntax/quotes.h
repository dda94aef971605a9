// query/syntax/quotes.h
//
// Which quotes of a query delimit phrases. A straight quote closes a straight one, a curly quote
// (“English”, „German“, «French») any curly one; where an editor repaired one side only ("so”), the
// one quote that follows.
//
// Cost: linear, when asked for each quote of a query in turn.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsidx::query {

[[nodiscard]] bool is_curly_quote(char32_t c);
[[nodiscard]] bool is_quote(char32_t c);

/// Is the `"` at `at` the sign of a Hebrew abbreviation (צה"ל), and so part of a word?
[[nodiscard]] bool is_gershayim(std::string_view query, std::size_t at);

/// Where the quote is that closes the one at `at`; `query.size()` where none does.
[[nodiscard]] std::size_t closing_quote(std::string_view query, std::size_t at);

/// Are all operands of the query quoted, so that its curly quotes mean phrases? In running text
/// they do not.
[[nodiscard]] bool is_all_quoted(std::string_view query);

/// Does an operator that joins operands (AND, OR, &&, ||) or a boost start at `at`, blanks passed?
[[nodiscard]] bool is_before_operator(std::string_view query, std::size_t at);

}  // namespace newsidx::query
