// search/algorithm/exhaustive.h
//
// Scores every document of a cursor: what the other algorithms are tested against.
#pragma once

#include <newsidx/result.h>

#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// @return how many documents match in the range
/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::uint64_t> exhaustive(Cursor& cursor, const Scan& scan,
                                               ScoreCollector& scores);

}  // namespace newsidx::search
