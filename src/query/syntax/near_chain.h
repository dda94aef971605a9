// query/syntax/near_chain.h
//
// "a w/3 b pre/5 c w/s d": operands with operators of nearness between them, to a tree. The nearest
// go together first, as Lexis reads them: the smaller number, then w/s, then w/p; of equal ones
// the first. So "a w/5 b w/3 c" is a w/5 (b w/3 c).
#pragma once

#include <newsidx/result.h>

#include <string_view>
#include <vector>

#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// @param operands   one more than operators
/// @param operators  not empty
/// @errors parse  as check_near_operand()
[[nodiscard]] Result<SyntaxNode> near_chain(std::string_view query,
                                            std::vector<SyntaxNode> operands,
                                            const std::vector<NearOperator>& operators);

/// Whether the node can stand beside an operator of nearness, or be counted.
/// @param name  of the operator, for the message
/// @errors parse  AND, NOT or signs within it; a star alone, a range, a phrase with "~"
[[nodiscard]] Status check_near_operand(std::string_view query, const SyntaxNode& node,
                                        std::string_view name);

}  // namespace newsidx::query
