#include "search/collector/value_counts.h"

#include <algorithm>

namespace newsidx::search {

using query::DocOrdinals;

Status ValueCounts::start_segment(const SegmentContext& context) {
  segment_ =
      &*std::ranges::find(ordinals_->in_segments, context.reader, &DocOrdinals::InSegment::segment);
  return {};
}

void ValueCounts::collect(std::uint32_t begin, const MatchWindow& window) {
  std::uint64_t without = 0;
  if (!segment_->starts.empty()) {
    const std::uint32_t* const starts = segment_->starts.data() + begin;
    const std::uint32_t* const many = segment_->many.data();
    window.for_each([&](std::uint32_t index) {
      const std::uint32_t end = starts[index + 1];
      without += starts[index] == end ? 1u : 0u;
      for (std::uint32_t at = starts[index]; at < end; ++at) ++counts_[many[at]];
    });
  } else if (!segment_->one.empty()) {
    const std::uint32_t* const one = segment_->one.data() + begin;
    window.for_each([&](std::uint32_t index) {
      const std::uint32_t ordinal = one[index];
      if (ordinal == DocOrdinals::kNone) {
        ++without;
      } else {
        ++counts_[ordinal];
      }
    });
  } else {
    without = window.count();
  }
  without_ += without;
}

void ValueCounts::merge(MatchCollector& other) {
  const auto& fork = static_cast<ValueCounts&>(other);
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += fork.counts_[i];
  without_ += fork.without_;
}

}  // namespace newsidx::search
