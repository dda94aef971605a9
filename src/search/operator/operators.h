// search/operator/operators.h
//
// What a search has to know of a node of a plan. Each operator answers for itself, in the file of
// its name in this folder, by functions of these names with its node; these here ask the operator
// that a node has.
#pragma once

#include <newsidx/explanation.h>
#include <newsidx/result.h>

#include <cstdint>
#include <optional>

#include "query/plan_node.h"
#include "search/cursor/cursor.h"
#include "search/explain.h"
#include "search/highlight_terms.h"
#include "search/operator/cursor_factory.h"
#include "search/scoring/score.h"
#include "search/scoring/weights.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// What no score of the node exceeds. @param boost  of the nodes above, as everywhere here
[[nodiscard]] double score_limit(const query::PlanNode& node, double boost, const Weights& weights);
/// How the scores of a query are quantized, so that no sum of them overflows.
[[nodiscard]] ScoreQuantizer quantizer_of(const query::PlanNode& root, const Weights& weights);

/// How long a search for the node may take, as the number of postings of a union that take as long
/// [postings].
[[nodiscard]] std::uint64_t estimated_cost(const query::PlanNode& node,
                                           std::uint64_t document_count);

/// Whether its cursor looks for matches one by one, and passes by itself over what is below the
/// threshold.
[[nodiscard]] bool verifies_matches(const query::PlanNode& node);

/// Whether one list of the segment has exactly the documents and scores of the node.
[[nodiscard]] bool is_one_list(const query::PlanNode& node, const segment::SegmentReader& segment);
/// That list. Nothing where there is none, or the segment does not have it.
/// @errors corruption, io
[[nodiscard]] Result<std::optional<ScoredList>> single_list(const query::PlanNode& node,
                                                            double boost,
                                                            const CursorFactory& factory);

/// @return nullptr when no document of the segment can match
/// @errors cancelled, corruption, io
[[nodiscard]] Result<CursorPtr> make_cursor(const query::PlanNode& node, double boost,
                                            const CursorFactory& factory);

/// Says how the score came about of the document that the cursor, the node's own, stands on.
/// @param result  its description is the node as text
/// @errors cancelled, corruption, io
[[nodiscard]] Status explain(const query::PlanNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

/// Appends what can make an article match.
void add_highlight_terms(const query::PlanNode& node, double boost, HighlightTerms& terms);

}  // namespace newsidx::search
