// search/operator/dis_max.h: how documents of any of several clauses are searched for, with the
// best of their scores.
#pragma once

#include "query/operator/dis_max.h"
#include "search/operator/operators.h"

namespace newsidx::search {

[[nodiscard]] double score_limit(const query::DisMaxNode& node, double boost,
                                 const Weights& weights);

[[nodiscard]] std::uint64_t estimated_cost(const query::DisMaxNode& node,
                                           std::uint64_t document_count);

[[nodiscard]] Result<CursorPtr> make_cursor(const query::DisMaxNode& node, double boost,
                                            const CursorFactory& factory);

[[nodiscard]] Status explain(const query::DisMaxNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

void add_highlight_terms(const query::DisMaxNode& node, double boost, HighlightTerms& terms);

}  // namespace newsidx::search
