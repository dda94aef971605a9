// search/operator/near.h: how documents are searched for whose words stand near each other.
#pragma once

#include "query/operator/near.h"
#include "search/operator/operators.h"

namespace newsidx::search {

/// The sum of those of its clauses.
[[nodiscard]] double score_limit(const query::NearNode& node, double boost, const Weights& weights);

[[nodiscard]] std::uint64_t estimated_cost(const query::NearNode& node,
                                           std::uint64_t document_count);

[[nodiscard]] bool verifies_matches(const query::NearNode& node);

[[nodiscard]] Result<CursorPtr> make_cursor(const query::NearNode& node, double boost,
                                            const CursorFactory& factory);

[[nodiscard]] Status explain(const query::NearNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

/// The words, wherever they stand.
void add_highlight_terms(const query::NearNode& node, double boost, HighlightTerms& terms);

}  // namespace newsidx::search
