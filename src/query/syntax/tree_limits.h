// query/syntax/tree_limits.h: what holds for a tree as a whole.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <string_view>

#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// Depth and boosts hold for the whole tree, so that a planner may recurse and multiply.
/// @param depth, boost  of what is around the node
/// @errors limit  deeper than kMaxDepth; parse  a product of boosts out of range
[[nodiscard]] Status check_tree(std::string_view query, const SyntaxNode& node,
                                std::size_t depth = 1, float boost = 1);

}  // namespace newsidx::query
