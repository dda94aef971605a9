// indexer/live/merge_policy.h
//
// Which segments are merged, by their sizes alone. A search pays for each segment, an index for
// each time that an article is written again.
//
// The way of Lucene's TieredMergePolicy: nothing is done as long as there are few segments; then
// the window of segments of like size is merged whose largest one is the least part of it, a small
// window rather than a large one (skew * size^0.05). Unlike there, the number of segments is a
// bound and does not grow with the index: with 13 segments, 10,000 equal commits write each article
// 5 to 6 times, about what the best schedule for so many segments needs (Mathieu, Rajaraman, Young
// and Yousefi, "Competitive Data-Structure Dynamization", SODA 2021, whose optimum is binomial).
//
// A segment of which more than a third was deleted is merged though there are few.
//
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "segment/segment_info.h"

namespace newsidx::indexer {

struct MergePolicy {
  std::size_t max_segments = 13;  ///< beside large ones [>= 2]
  std::size_t max_merged = 10;    ///< at once [>= 2]
  /// A merge makes no segment of more articles. One of more than half of that is large: it stays as
  /// it is, unless much of it was deleted.
  std::uint64_t max_documents = 20'000'000;
};

/// @return the segments of one merge, in the order of the span; empty: nothing is to be merged.
///         When it is done, there may be another one.
[[nodiscard]] std::vector<std::uint32_t> pick_merge(std::span<const segment::SegmentInfo> segments,
                                                    const MergePolicy& policy = {});

/// All segments; empty when there is one at most, of which nothing was deleted.
[[nodiscard]] std::vector<std::uint32_t> pick_full_merge(
    std::span<const segment::SegmentInfo> segments);

}  // namespace newsidx::indexer
