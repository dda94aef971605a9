// search/topk/top_docs.h
//
// Collects the k best documents: highest score first, then lowest document. Where documents arrive
// in ascending order, a later one must beat the worst kept, and a block whose bound only equals the
// worst cannot matter.
//
// Documents are collected up to twice k and then cut to the best k: a constant cost a document,
// where a heap's grows with k. Between two cuts the entry score stays as it was: too low is safe.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <vector>

#include "base/interrupt.h"
#include "search/scoring/score.h"

namespace newsidx::search {

struct ScoredDoc {
  Score score = 0;
  std::uint32_t document = 0;  ///< number in the index: all segments in a row
  friend bool operator==(const ScoredDoc&, const ScoredDoc&) = default;
};

/// The entry score that threads which search for one top tell one another: some of them has seen
/// k documents with this score or a higher one, so that lower ones are not wanted any more.
class SharedEntryScore {
 public:
  [[nodiscard]] Score get() const noexcept { return score_.load(std::memory_order_relaxed); }
  void raise(Score least) noexcept {
    Score known = get();
    while (known < least && !score_.compare_exchange_weak(known, least, std::memory_order_relaxed))
      ;
  }

 private:
  std::atomic<Score> score_ = 0;
};

class TopDocs {
 public:
  /// @param shared  with the tops of other threads; must outlive it
  explicit TopDocs(std::size_t k, SharedEntryScore* shared = nullptr);

  /// The documents that follow are of the segment that starts with this one; segments ascend.
  /// @param pace  of the cursors that they come from; nullptr: they have none. When it is over,
  ///              what follows is not taken: a cursor that ended early lacks matches, and so a
  ///              document may lack scores, or not be known to be excluded.
  void start_segment(std::uint32_t first_document, const PacedInterrupt* pace = nullptr) noexcept {
    first_document_ = first_document;
    pace_ = pace;
  }

  /// The least score that a further document needs.
  [[nodiscard]] Score entry_score() const noexcept { return entry_score_; }

  /// Documents with a lower score are not wanted: as many as are have been seen elsewhere.
  void raise_entry_score(Score least) noexcept { entry_score_ = std::max(entry_score_, least); }
  /// The same by what other threads have seen. Their documents may be behind those that follow
  /// here, so that an equal score is still good enough.
  void refresh() noexcept {
    if (shared_ != nullptr) entry_score_ = std::max(entry_score_, shared_->get());
  }
  [[nodiscard]] std::size_t k() const noexcept { return k_; }

  /// The least score of a document that can still get `more`.
  [[nodiscard]] Score least_with(std::uint64_t more) const noexcept {
    return entry_score_ > more ? entry_score_ - static_cast<Score>(more) : 0;
  }

  /// Takes the document if it is good enough. REQUIRES ascending documents.
  void insert(std::uint32_t doc, Score score) {
    if (score >= entry_score_) push(rank_of(doc, score));
  }

  /// The same for documents of the segment in any order, where equal scores can still matter.
  void insert_in_any_order(std::uint32_t doc, Score score) {
    const Rank rank = rank_of(doc, score);
    if (rank > worst_) push(rank);
  }
  /// Whether a document with at most this score can still enter, in any order.
  [[nodiscard]] bool can_matter(Score bound) const noexcept {
    return std::uint64_t{bound} + 1 >= entry_score_;
  }

  /// Takes what another has collected, of other documents.
  void merge(const TopDocs& other);

  /// The best first. Empties the collector.
  [[nodiscard]] std::vector<ScoredDoc> take();

 private:
  // Score and document as one number: the better, the larger. 0 is no document's: the last one
  // of 2^32 does not exist.
  using Rank = std::uint64_t;

  [[nodiscard]] Rank rank_of(std::uint32_t doc, Score score) const noexcept {
    return std::uint64_t{score} << 32 | (UINT32_MAX - (first_document_ + doc));
  }
  void push(Rank rank) {
    if (pace_ != nullptr && pace_->is_over()) return;
    ranks_.push_back(rank);
    if (ranks_.size() >= next_cut_) cut();
  }
  void cut();

  SharedEntryScore* shared_;
  std::size_t k_;
  std::size_t next_cut_;  // when so many are collected
  std::uint32_t first_document_ = 0;
  const PacedInterrupt* pace_ = nullptr;
  Score entry_score_ = 0;
  Rank worst_ = 0;  // of the best k at the last cut; 0 before there are k
  std::vector<Rank> ranks_;
};

}  // namespace newsidx::search
