// search/operator/boolean.h: how unions and intersections are searched for, less what is excluded.
#pragma once

#include "query/operator/boolean.h"
#include "search/operator/operators.h"

namespace newsidx::search {

[[nodiscard]] double score_limit(const query::BooleanNode& node, double boost,
                                 const Weights& weights);

[[nodiscard]] std::uint64_t estimated_cost(const query::BooleanNode& node,
                                           std::uint64_t document_count);

[[nodiscard]] Result<CursorPtr> make_cursor(const query::BooleanNode& node, double boost,
                                            const CursorFactory& factory);

[[nodiscard]] Status explain(const query::BooleanNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

/// What excludes an article is not marked in it.
void add_highlight_terms(const query::BooleanNode& node, double boost, HighlightTerms& terms);

}  // namespace newsidx::search
