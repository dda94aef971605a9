// search/algorithm/impact_ordered.h
//
// Impact-ordered evaluation of one list: its blocks in the order of their bounds, until none can
// reach the threshold.
//
// Source: Anh & Moffat, "Pruned query evaluation using pre-computed impacts" (2006), with blocks
// for postings; the bounds of blocks are those of Ding & Suel (2011).
#pragma once

#include <newsidx/result.h>

#include <memory>

#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/scoring/term_scorer.h"
#include "segment/posting_list.h"

namespace newsidx::search {

/// Looks at the whole segment, whatever range the scan has. Documents come in the order of blocks.
/// @errors cancelled, corruption, io
[[nodiscard]] Status impact_ordered(std::shared_ptr<const segment::PostingList> list,
                                    const TermScorer& scorer, const Scan& scan,
                                    ScoreCollector& scores);

}  // namespace newsidx::search
