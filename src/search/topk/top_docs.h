// search/topk/top_docs.h
//
// Collects the k best documents: highest score first, then lowest document. Where documents arrive
// in ascending order, a later one must beat the worst kept, and a block whose bound only equals the
// worst cannot matter.
#pragma once

#include <cstdint>
#include <vector>

#include "search/scoring/score.h"

namespace newsidx::search {

struct ScoredDoc {
  Score score = 0;
  std::uint32_t segment = 0;  ///< place of the segment in the index, not its number
  std::uint32_t doc = 0;
  friend bool operator==(const ScoredDoc&, const ScoredDoc&) = default;
};

class TopDocs {
 public:
  explicit TopDocs(std::size_t k) : k_(k) {}

  /// The documents that follow are of this segment; segments ascend.
  void start_segment(std::uint32_t segment) noexcept { segment_ = segment; }

  /// The least score that a further document needs.
  [[nodiscard]] Score entry_score() const noexcept { return entry_score_; }

  /// Takes the document if it is good enough. REQUIRES ascending documents.
  void insert(std::uint32_t doc, Score score) {
    if (score >= entry_score_) push({score, segment_, doc});
  }

  /// The same for documents of the segment in any order, where equal scores can still matter.
  void insert_in_any_order(std::uint32_t doc, Score score) {
    const ScoredDoc candidate{score, segment_, doc};
    if (!can_matter(score) || k_ == 0) return;
    if (heap_.size() < k_ || better(candidate, heap_.front())) push(candidate);
  }
  /// Whether a document with at most this score can still enter, in any order.
  [[nodiscard]] bool can_matter(Score bound) const noexcept {
    return std::uint64_t{bound} + 1 >= entry_score_;
  }

  /// The best first. Empties the collector.
  [[nodiscard]] std::vector<ScoredDoc> take();

 private:
  void push(const ScoredDoc& doc);
  static bool better(const ScoredDoc& a, const ScoredDoc& b) noexcept {
    if (a.score != b.score) return a.score > b.score;
    return a.segment != b.segment ? a.segment < b.segment : a.doc < b.doc;
  }

  std::size_t k_;
  std::uint32_t segment_ = 0;
  Score entry_score_ = 0;
  std::vector<ScoredDoc> heap_;  // the worst in front
};

}  // namespace newsidx::search
