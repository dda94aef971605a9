// search/collector/match_bits.h: all documents that match, as a bit for each of every segment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "search/collector/collector.h"
#include "segment/live_docs.h"

namespace newsidx::search {

class MatchBits final : public MatchCollector {
 public:
  struct InSegment {
    const segment::SegmentReader* segment = nullptr;
    segment::DocBits bits;
  };
  /// Of the segments that were searched, in the order of the search; after one by several threads
  /// in any.
  [[nodiscard]] const std::vector<InSegment>& in_segments() const noexcept { return segments_; }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

  Status start_segment(const SegmentContext& context) override {
    current_ = &bits_of(*context.reader);
    return {};
  }
  void collect(std::uint32_t begin, const MatchWindow& window) override {
    count_ += window.count();
    const std::size_t first = begin / 64;
    for (std::size_t i = 0; i < window.words.size() && first + i < current_->size(); ++i) {
      (*current_)[first + i] |= window.words[i];
    }
  }

  [[nodiscard]] std::unique_ptr<MatchCollector> fork() override {
    return std::make_unique<MatchBits>();
  }
  void merge(MatchCollector& other) override {
    const auto& fork = static_cast<MatchBits&>(other);
    count_ += fork.count_;
    for (const auto& [segment, bits] : fork.segments_) {
      segment::DocBits& own = bits_of(*segment);
      for (std::size_t i = 0; i < bits.size(); ++i) own[i] |= bits[i];
    }
  }

 private:
  // Good until the next segment.
  segment::DocBits& bits_of(const segment::SegmentReader& segment) {
    for (InSegment& part : segments_) {
      if (part.segment == &segment) return part.bits;
    }
    segments_.push_back({&segment, segment::DocBits((segment.document_count() + 63) / 64)});
    return segments_.back().bits;
  }

  std::vector<InSegment> segments_;
  segment::DocBits* current_ = nullptr;
  std::uint64_t count_ = 0;
};

}  // namespace newsidx::search
