// query/parser.h
//
// The text of a query to a syntax tree.
#pragma once

#include <string_view>

#include <newsidx/result.h>

#include "query/syntax_tree.h"

namespace newsidx::query {

inline constexpr std::size_t kMaxQueryBytes = 8 * 1024;
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxClauses = 1024;  // after expansion of prefixes, see planner.h

/// What stands between two clauses that no operator joins.
enum class DefaultOperator : std::uint8_t { or_, and_ };

/// @return a boolean node (its `clauses` not empty)
/// @errors parse  with three lines: what is wrong and where (column, from 1, in characters), the query (the part around the place when it
///                is long), and a caret under the place; "empty query" for blanks alone
///         limit  longer than 8 KiB, deeper than 64, more than 1,024 clauses
[[nodiscard]] Result<SyntaxNode> parse(std::string_view query, DefaultOperator default_operator);

/// The tree as one line, for tests and `explain`: (should word:syria (must phrase:"a b"^2)).
[[nodiscard]] std::string to_string(const SyntaxNode& node);

}  // namespace newsidx::query
