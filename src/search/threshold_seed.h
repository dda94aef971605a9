// search/threshold_seed.h
//
// Threshold priming: the k best documents of one term of a union score in the union at least what
// they score by that term. To find them takes a few blocks, and then the union's windows are pruned
// from the first one on.
//
// Source: Kane & Tompa, "Split-lists and initial thresholds for WAND-based search" (2018), but
// found when it is asked instead of stored.
#pragma once

#include <cstddef>
#include <optional>

#include "query/plan_node.h"

namespace newsidx::search {

/// The term to look at, with the boost that it has in the union; nothing for other nodes, and where
/// the seed would take longer than it spares.
/// @param k  documents that are wanted; 0: of another kind than the best
[[nodiscard]] std::optional<query::PlanNode> threshold_seed_term(const query::PlanNode& root,
                                                                 std::size_t k);

}  // namespace newsidx::search
