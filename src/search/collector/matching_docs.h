// search/collector/matching_docs.h: all documents that match, in the order of the index.
#pragma once

#include <cstdint>
#include <vector>

#include "search/collector/collector.h"

namespace newsidx::search {

class MatchingDocs final : public MatchCollector {
 public:
  struct Place {
    const segment::SegmentReader* segment = nullptr;
    std::uint32_t document = 0;
  };
  /// By segment in the order of the search, and ascending; after a search by several threads by
  /// segment alone.
  [[nodiscard]] const std::vector<Place>& places() const noexcept { return places_; }

  Status start_segment(const SegmentContext& context) override {
    segment_ = context.reader;
    return {};
  }
  void collect(std::uint32_t begin, const MatchWindow& window) override {
    window.for_each([&](std::uint32_t index) { places_.push_back({segment_, begin + index}); });
  }

  [[nodiscard]] std::unique_ptr<MatchCollector> fork() override {
    return std::make_unique<MatchingDocs>();
  }
  void merge(MatchCollector& other) override {
    const auto& more = static_cast<MatchingDocs&>(other).places_;
    places_.insert(places_.end(), more.begin(), more.end());
  }

 private:
  const segment::SegmentReader* segment_ = nullptr;
  std::vector<Place> places_;
};

}  // namespace newsidx::search
