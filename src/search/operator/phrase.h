// search/operator/phrase.h: how documents are searched for in which words stand in a row.
#pragma once

#include <memory>

#include "query/operator/phrase.h"
#include "search/operator/operators.h"
#include "search/phrase/phrase_cursor.h"
#include "search/phrase/positions_cursor.h"

namespace newsidx::search {

/// Documents that a position of a phrase can be in, at most.
[[nodiscard]] std::uint64_t slot_frequency(const query::PhraseSlot& slot);

/// Where what can stand at a position of a phrase is; nullptr where the segment does not have it.
[[nodiscard]] Result<PositionsCursorPtr> make_positions(const query::PhraseSlot& slot,
                                                        const CursorFactory& factory);

/// boost * the sum of the idfs of the positions.
[[nodiscard]] double score_limit(const query::PhraseNode& node, double boost,
                                 const Weights& weights);

[[nodiscard]] std::uint64_t estimated_cost(const query::PhraseNode& node,
                                           std::uint64_t document_count);

[[nodiscard]] bool verifies_matches(const query::PhraseNode& node);

/// A phrase of two words that have pairs in the segment.
[[nodiscard]] bool is_one_list(const query::PhraseNode& node,
                               const segment::SegmentReader& segment);

[[nodiscard]] Result<std::optional<ScoredList>> single_list(const query::PhraseNode& node,
                                                            double boost,
                                                            const CursorFactory& factory);

[[nodiscard]] Result<CursorPtr> make_cursor(const query::PhraseNode& node, double boost,
                                            const CursorFactory& factory);
/// Also of a pair, whose list does not tell where.
[[nodiscard]] Result<std::unique_ptr<PhraseCursor>> make_phrase_cursor(
    const query::PhraseNode& node, double boost, const CursorFactory& factory);

[[nodiscard]] Status explain(const query::PhraseNode& node, double boost, Cursor& cursor,
                             Explainer& explainer, Explanation& result);

void add_highlight_terms(const query::PhraseNode& node, double boost, HighlightTerms& terms);

}  // namespace newsidx::search
