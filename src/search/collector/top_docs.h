// search/collector/top_docs.h
//
// The k best documents: highest score first, then lowest document. Where documents arrive in
// ascending order, a later one must beat the worst kept, and a block whose bound only equals the
// worst cannot matter.
//
// Documents are collected up to twice k and then cut to the best k: a constant cost per document,
// where a heap's grows with k. Between two cuts the threshold stays as it was: too low is safe.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "search/collector/collector.h"

namespace newsidx::search {

struct ScoredDoc {
  Score score = 0;
  std::uint32_t document = 0;  ///< number in the index: all segments in a row
  friend bool operator==(const ScoredDoc&, const ScoredDoc&) = default;
};

class alignas(64) TopDocs final : public ScoreCollector {  // a thread's has a cache line
 public:
  explicit TopDocs(std::size_t k) : TopDocs(k, nullptr) {}

  Status start_segment(const SegmentContext& context) override {
    first_document_ = context.first_document;
    return {};
  }
  void collect(const ScoredBatch& batch) override;
  [[nodiscard]] std::size_t best_count() const noexcept override { return k_; }

  /// Forks tell one another their thresholds, beginning with that of this one.
  [[nodiscard]] std::unique_ptr<ScoreCollector> fork() override;
  void merge(ScoreCollector& other) override;

  /// The best first. Empties the collector.
  [[nodiscard]] std::vector<ScoredDoc> take();

 private:
  // Score and document as one number: the better, the larger. 0 is no document's: the last one
  // of 2^32 does not exist.
  using Rank = std::uint64_t;

  TopDocs(std::size_t k, SharedThreshold* shared);
  [[nodiscard]] Rank rank_of(std::uint32_t doc, Score score) const noexcept {
    return std::uint64_t{score} << 32 | (UINT32_MAX - (first_document_ + doc));
  }
  void push(Rank rank) {
    ranks_.push_back(rank);
    if (ranks_.size() >= next_cut_) cut();
  }
  void cut();
  void set_room() noexcept;

  std::size_t k_;
  std::size_t next_cut_;  // when so many are collected
  std::uint32_t first_document_ = 0;
  Rank worst_ = 0;  // of the best k at the last cut; 0 before there are k
  std::vector<Rank> ranks_;
  std::unique_ptr<SharedThreshold> of_forks_;  // made with the first of them
};

}  // namespace newsidx::search
