// query/syntax/parser.h
//
// The text of a query to a syntax tree.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "query/remarks.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

inline constexpr std::size_t kMaxQueryBytes = 8 * 1024;
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxClauses = 1024;  // after expansion of prefixes, see planner.h

/// Of each the dictionary may be walked from end to end.
inline constexpr std::size_t kMaxPatterns = 64;

/// What stands between two clauses that no operator joins.
enum class DefaultOperator : std::uint8_t { or_, and_ };

/// Of a clause without a sign.
[[nodiscard]] constexpr Occur occur_of(DefaultOperator default_operator) noexcept {
  return default_operator == DefaultOperator::and_ ? Occur::must : Occur::should;
}

inline constexpr float kMinBoost = 0.001f;  // of one operand, all groups around it multiplied in
inline constexpr float kMaxBoost = 1000;

struct ParseOptions {
  DefaultOperator default_operator = DefaultOperator::or_;
  bool literal = false;  ///< text without any operator
};

/// @param remarks  gets what to say of how the query was read
/// @return a boolean node (its clauses not empty), no deeper than kMaxDepth; it may consist of
///         must_not clauses alone (the query "-kerry")
/// @errors parse  with three lines: what is wrong and where (column, from 1, in characters), the
///                query (the part around the place when it is long), and a caret under the place;
///                one line, "empty query ...", for blanks alone
///         limit  longer than 8 KiB, deeper than 64, more than 1,024 words and phrases, or more
///                than 64 patterns (wildcards, fuzzy words, regular expressions)
[[nodiscard]] Result<SyntaxNode> parse(std::string_view query, const ParseOptions& options,
                                       Remarks& remarks);

/// The same for a caller who has nobody to say anything to.
[[nodiscard]] inline Result<SyntaxNode> parse(std::string_view query,
                                              DefaultOperator default_operator) {
  Remarks unread;
  return parse(query, {.default_operator = default_operator}, unread);
}

/// The tree as one line, for tests and `explain`:
/// (should word:syria must (should title.phrase:"a b"^2 must_not prefix:"rus") should all).
[[nodiscard]] std::string to_string(const SyntaxNode& node);

}  // namespace newsidx::query
