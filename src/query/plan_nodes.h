// query/plan_nodes.h: nodes of a plan put together, as simple as they can be.
#pragma once

#include <vector>

#include "query/plan_node.h"

namespace newsidx::query {

/// A term's node; nothing for a list that no document is in.
[[nodiscard]] PlanNode node_of(ListRef list);

/// The best of several alternatives to find one thing. @param alternatives  none of them nothing
[[nodiscard]] PlanNode dis_max(std::vector<PlanNode> alternatives);

/// Of all terms and phrases, of title and body, only what is in the body.
void keep_to_body(PlanNode& node);

/// Adds a clause that must match. A nested group of nothing but clauses that must is as good as its
/// clauses.
void add_must(BooleanNode& group, PlanNode child);

/// Adds a clause that may match: unions become one, and the same word twice counts twice.
void add_should(std::vector<PlanNode>& should, PlanNode child);

/// A finished group: what cannot match is nothing, one clause stands for itself.
/// @param cannot_match  a clause that must match is nothing
/// @param is_negation   only exclusions: everything else is found
[[nodiscard]] PlanNode simplified(BooleanNode group, bool cannot_match = false,
                                  bool is_negation = false);

}  // namespace newsidx::query
