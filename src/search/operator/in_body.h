// search/operator/in_body.h: how documents are searched for that have a term or phrase in the body.
#pragma once

#include "query/operator/in_body.h"
#include "search/operator/operators.h"

namespace newsidx::search {

[[nodiscard]] double score_limit(const query::InBodyNode& node, double boost,
                                 const Weights& weights);

[[nodiscard]] std::uint64_t estimated_cost(const query::InBodyNode& node,
                                           std::uint64_t document_count);

[[nodiscard]] bool verifies_matches(const query::InBodyNode& node);

[[nodiscard]] Result<CursorPtr> make_cursor(const query::InBodyNode& node, double boost,
                                            const CursorFactory& factory);

[[nodiscard]] Status explain(const query::InBodyNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

void add_highlight_terms(const query::InBodyNode& node, double boost, HighlightTerms& terms);

}  // namespace newsidx::search
