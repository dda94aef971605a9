// search/operator/filter.h: how documents are searched for that decide and do not score.
#pragma once

#include "query/operator/filter.h"
#include "search/operator/operators.h"

namespace newsidx::search {

inline double score_limit(const query::FilterNode&, double, const Weights&) { return 0; }

[[nodiscard]] std::uint64_t estimated_cost(const query::FilterNode& node,
                                           std::uint64_t document_count);

[[nodiscard]] Result<CursorPtr> make_cursor(const query::FilterNode& node, double boost,
                                            const CursorFactory& factory);

[[nodiscard]] Status explain(const query::FilterNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

/// What narrows a search is not marked.
inline void add_highlight_terms(const query::FilterNode&, double, HighlightTerms&) {}

}  // namespace newsidx::search
