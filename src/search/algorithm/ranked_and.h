// search/algorithm/ranked_and.h
//
// Ranked AND: scores all documents of an intersection, and counts them on the way. Of clauses that
// share few documents this is less work than two passes.
//
// Named as in PISA (Mallia et al., 2019): a conjunction that is scored without pruning.
#pragma once

#include <newsidx/result.h>

#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// Documents of all of `must` and of none of `must_not`. REQUIRES must not empty.
/// @return how many match in the range
/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::uint64_t> ranked_and(Cursors must, Cursors must_not, const Scan& scan,
                                               ScoreCollector& scores);

}  // namespace newsidx::search
