// search/topk/top_k.h
//
// The algorithms that find the k best documents of one segment, one a file. All give the same
// documents with the same scores; `exhaustive` is what the others are tested against.
//
// They look at the documents from where the cursors stand to below `end`: at a range of those of
// the segment, where several threads search it.
#pragma once

#include <newsidx/result.h>

#include <cstdint>

#include "base/interrupt.h"
#include "search/cursor/cursor.h"
#include "search/scoring/term_scorer.h"
#include "search/topk/top_docs.h"
#include "segment/posting_cursor.h"

namespace newsidx::search {

/// Scores every document of the cursor.
[[nodiscard]] Status rank_exhaustively(Cursor& cursor, std::uint32_t end,
                                       const Interrupt& interrupt, TopDocs& top);

/// Documents of one list: its blocks in the order of their bounds, until none can enter the top.
/// Source: Ding & Suel (2011) for the bounds; the order is that of impact-ordered evaluation, Anh &
/// Moffat, "Pruned query evaluation using pre-computed impacts" (2006), with blocks for postings.
[[nodiscard]] Status rank_by_block_impacts(segment::PostingCursor postings,
                                           const TermScorer& scorer, const Interrupt& interrupt,
                                           TopDocs& top);

/// Documents of one cursor: stretches whose bound cannot enter the top are passed over, and the
/// cursor is told what it need not show.
[[nodiscard]] Status rank_by_block_max(Cursor& cursor, std::uint32_t end,
                                       const Interrupt& interrupt, TopDocs& top);

/// Ranks all documents of one cursor and counts them, in one pass.
[[nodiscard]] Result<std::uint64_t> rank_and_count(Cursor& cursor, std::uint32_t end,
                                                   const Interrupt& interrupt, TopDocs& top);

/// Documents of any of `parts` and of none of `excluded`.
/// Windows of documents; in each, parts whose bounds together cannot enter the top (the
/// non-essential ones) are only looked up for documents that the others found.
/// Source: Turtle & Flood, "Query evaluation: strategies and optimizations" (1995); with bounds by
/// block as in Ding & Suel, "Faster top-k document retrieval using block-max indexes" (2011), and
/// by window as in Lucene's MaxScoreBulkScorer.
[[nodiscard]] Status rank_by_block_max_maxscore(Cursors parts, Cursors excluded, std::uint32_t end,
                                                const Interrupt& interrupt, TopDocs& top);

/// Documents of all of `required` and of none of `excluded`; `optional` ones add to the score.
/// Stretches with one bound of the rarest part are passed over when the bounds of all parts
/// together cannot enter the top; within a stretch scores come before look-ups. Where a document
/// needs optional parts to enter, it is these that lead, if they are rarer.
/// Source: Ding & Suel (2011), "block-max AND".
[[nodiscard]] Status rank_by_block_max_and(Cursors required, Cursors optional, Cursors excluded,
                                           std::uint32_t end, const Interrupt& interrupt,
                                           TopDocs& top);

/// The same documents, without optional parts, and how many match: all of them are looked at once.
[[nodiscard]] Result<std::uint64_t> rank_and_count_intersection(Cursors required, Cursors excluded,
                                                                std::uint32_t end,
                                                                const Interrupt& interrupt,
                                                                TopDocs& top);

/// Puts those documents of a batch into the top that no excluded part has.
void insert_all(ScoredBatch& batch, const Cursors& excluded, TopDocs& top);

}  // namespace newsidx::search
