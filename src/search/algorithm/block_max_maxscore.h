// search/algorithm/block_max_maxscore.h
//
// Block-max MaxScore, for unions. Windows of documents; in each, the clauses whose bounds together
// stay below the threshold (the non-essential ones) are only looked up for documents that the
// others found.
//
// Source: Turtle & Flood, "Query evaluation: strategies and optimizations" (1995); with bounds by
// block as in Ding & Suel, "Faster top-k document retrieval using block-max indexes" (2011), and by
// window as in Lucene's MaxScoreBulkScorer.
#pragma once

#include <newsidx/result.h>

#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// Documents of any of `should` and of none of `must_not`.
/// @errors cancelled, corruption, io
[[nodiscard]] Status block_max_maxscore(Cursors should, Cursors must_not, const Scan& scan,
                                        ScoreCollector& scores);

}  // namespace newsidx::search
