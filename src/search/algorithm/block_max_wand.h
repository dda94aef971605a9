// search/algorithm/block_max_wand.h
//
// Block-max WAND of a single cursor, such as a phrase's: the pivot is always this cursor, so what
// is left of the algorithm is the step over blocks whose bound is below the threshold. The cursor
// is told the threshold, too, and passes by itself over documents that need not be scored.
//
// Source: Ding & Suel, "Faster top-k document retrieval using block-max indexes" (2011).
#pragma once

#include <newsidx/result.h>

#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// @errors cancelled, corruption, io
[[nodiscard]] Status block_max_wand(Cursor& cursor, const Scan& scan, ScoreCollector& scores);

}  // namespace newsidx::search
