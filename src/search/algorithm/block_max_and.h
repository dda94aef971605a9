// search/algorithm/block_max_and.h
//
// Block-max AND, for intersections. Blocks of the rarest clause are passed over when the bounds of
// all clauses together stay below the threshold; within a block scores come before look-ups. Where
// a document needs optional clauses to reach it, it is these that lead, if they are rarer.
//
// Source: Ding & Suel, "Faster top-k document retrieval using block-max indexes" (2011).
#pragma once

#include <newsidx/result.h>

#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// Documents of all of `must` and of none of `must_not`; `should` adds to the score.
/// REQUIRES must not empty.
/// @errors cancelled, corruption, io
[[nodiscard]] Status block_max_and(Cursors must, Cursors should, Cursors must_not, const Scan& scan,
                                   ScoreCollector& scores);

}  // namespace newsidx::search
