// search/collector/by_column.h
//
// The first k articles by a number of each, such as the date: the greatest keys first, articles
// without one last. Of articles with the last key all are kept until it is known which of them
// come first by their ids (sorted_docs.h). Also counts what matches.
//
// Chunks of a column in which no key is as great as the k-th so far are passed over.
//
// Cost: a look at the key of each match; 12 bytes for each that is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "query/sort_keys.h"
#include "search/collector/collector.h"

namespace newsidx::search {

class ByColumn final : public MatchCollector {
 public:
  struct Entry {
    std::uint64_t key = 0;      ///< 0: the article has none
    std::uint32_t segment = 0;  ///< place among the segments
    std::uint32_t doc = 0;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// @param keys  of each segment, in the order of the search; must outlive the collector
  ByColumn(std::size_t k, const std::vector<query::SortKeys>& keys) : k_(k), keys_(keys) {}

  Status start_segment(const SegmentContext& context) override;
  void collect(std::uint32_t begin, const MatchWindow& window) override;
  [[nodiscard]] std::unique_ptr<MatchCollector> fork() override {
    return std::make_unique<ByColumn>(k_, keys_);
  }
  void merge(MatchCollector& other) override;

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// The k first by their keys, and all others with the key of the last of them; by key descending,
  /// then segment and document ascending. Empties the collector.
  [[nodiscard]] std::vector<Entry> take();

 private:
  void push(const Entry& entry);
  void cut();

  std::size_t k_;
  const std::vector<query::SortKeys>& keys_;
  std::uint32_t segment_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t least_ = 0;  // key that a further article needs
  std::size_t next_cut_ = 0;
  std::vector<Entry> entries_;
};

}  // namespace newsidx::search
