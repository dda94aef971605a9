// search/operator/term.h: how the documents of a list are searched for.
#pragma once

#include "query/operator/term.h"
#include "search/operator/operators.h"

namespace newsidx::search {

/// boost * idf: the limit that the score approaches.
[[nodiscard]] double score_limit(const query::TermNode& node, double boost, const Weights& weights);

[[nodiscard]] std::uint64_t estimated_cost(const query::TermNode& node,
                                           std::uint64_t document_count);

[[nodiscard]] bool is_one_list(const query::TermNode& node, const segment::SegmentReader& segment);

[[nodiscard]] Result<std::optional<ScoredList>> single_list(const query::TermNode& node,
                                                            double boost,
                                                            const CursorFactory& factory);

[[nodiscard]] Result<CursorPtr> make_cursor(const query::TermNode& node, double boost,
                                            const CursorFactory& factory);

[[nodiscard]] Status explain(const query::TermNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

void add_highlight_terms(const query::TermNode& node, double boost, HighlightTerms& terms);

}  // namespace newsidx::search
