// search/explain.h: how a document's score came about, as a tree that follows the plan.
#pragma once

#include <newsidx/explanation.h>
#include <newsidx/result.h>

#include <cstdint>

#include "base/interrupt.h"
#include "query/plan.h"
#include "search/scoring/weights.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// The values are those of a search: the root's is the score of the hit.
[[nodiscard]] Result<Explanation> explain_document(const query::Plan& plan,
                                                   const segment::SegmentReader& segment,
                                                   const Weights& weights,
                                                   std::uint32_t title_weight, std::uint32_t doc,
                                                   const Interrupt& interrupt);

}  // namespace newsidx::search
