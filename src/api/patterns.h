// api/patterns.h (private): what a plan looks for, as the highlighter wants it.
#pragma once

#include <cstdint>
#include <vector>

#include "present/highlighter.h"
#include "query/plan.h"

namespace newsidx {

/// Everything that can make an article match: excluded clauses are left out. Weights are idfs.
[[nodiscard]] std::vector<present::Pattern> patterns_of(const query::PlanNode& root,
                                                        std::uint64_t document_count);

}  // namespace newsidx
