// search/collector/value_counts.h
//
// How many of the documents that match have which value: of a field, or days.
//
// Cost: 4 bytes a value; a look at an array for each match and value of it (1 to 2 ns).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "query/doc_values.h"
#include "search/collector/collector.h"

namespace newsidx::search {

class ValueCounts final : public MatchCollector {
 public:
  /// @param ordinals  of all segments, in the order of the search; must outlive the collector
  explicit ValueCounts(const query::DocOrdinals& ordinals)
      : ordinals_(&ordinals), counts_(ordinals.value_count) {}

  Status start_segment(const SegmentContext& context) override;
  void collect(std::uint32_t begin, const MatchWindow& window) override;
  [[nodiscard]] std::unique_ptr<MatchCollector> fork() override {
    return std::make_unique<ValueCounts>(*ordinals_);
  }
  void merge(MatchCollector& other) override;

  /// Of each value, by its ordinal.
  [[nodiscard]] const std::vector<std::uint32_t>& counts() const noexcept { return counts_; }
  /// Documents that match and have none.
  [[nodiscard]] std::uint64_t without() const noexcept { return without_; }

 private:
  const query::DocOrdinals* ordinals_;
  const query::DocOrdinals::InSegment* segment_ = nullptr;
  std::vector<std::uint32_t> counts_;
  std::uint64_t without_ = 0;
};

}  // namespace newsidx::search
