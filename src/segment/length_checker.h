// segment/length_checker.h
//
// The part of a check that is about lengths: norms are made of them, and sums of them stand in the
// segment's record, which scores depend on.
#pragma once

#include <newsidx/result.h>

#include <functional>
#include <string>

#include "segment/segment_reader.h"

namespace newsidx::segment {

/// @param on_problem  is told what is wrong
void check_lengths(const SegmentReader& reader, std::uint32_t title_weight,
                   const std::function<void(const std::string&)>& on_problem);

}  // namespace newsidx::segment
