// segment/impact_parameters.h: what the impacts of a segment are made with.
#pragma once

#include "segment/field.h"
#include "segment/impact.h"
#include "segment/segment_info.h"

namespace newsidx::segment {

/// What the impacts of a list are made with: BM25's for the lengths of its field in this segment,
/// and for keywords, which have no lengths, the same number for all norms.
[[nodiscard]] LengthNormTable impact_length_norms(const SegmentInfo& info, Field field);

}  // namespace newsidx::segment
