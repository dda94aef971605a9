// segment/check.h
//
// Reads a whole segment and verifies what its writer promised: digests, chunk checksums, keys of
// the dictionary, order of blocks and postings, impacts that bound them, counts, positions,
// lengths against each other and against the manifest, stored articles, their times, ids.
//
// Threads: one.   Cost: a pass over all bytes of the segment.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::segment {

struct CheckCounts {
  std::uint64_t terms = 0;
  std::uint64_t postings = 0;
  std::uint64_t positions = 0;
  std::uint64_t articles = 0;
};

struct CheckCallbacks {
  std::function<void(Remark)> on_problem;     ///< for each thing that is wrong
  std::function<void()> on_progress = [] {};  ///< now and then; see the counts
  std::stop_token stop = {};
};

/// @param counts  grows while the check goes on
/// @errors cancelled; anything else is a problem and not an error
[[nodiscard]] Status check_segment(const std::shared_ptr<const storage::Store>& store,
                                   const SegmentInfo& info, const IndexSettings& settings,
                                   const CheckCallbacks& callbacks, CheckCounts& counts);

}  // namespace newsidx::segment
