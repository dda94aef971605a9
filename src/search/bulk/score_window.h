// search/bulk/score_window.h
//
// Scores of kWindowDocs consecutive documents, summed up part by part. A document that some part
// has is told from one that none has by a flag beside its sum; groups of 64 documents that have any
// are remembered, so that a window with few documents is read quickly.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "search/bulk/score_kernels.h"
#include "search/bulk/scored_batch.h"
#include "search/scoring/score.h"

namespace newsidx::search {

/// Documents in a window.
inline constexpr std::uint32_t kWindowDocs = 4096;

class ScoreWindow {
 public:
  /// Where the next documents are counted from. REQUIRES a window that was emptied.
  void start(std::uint32_t begin) noexcept { begin_ = begin; }
  [[nodiscard]] std::uint32_t begin() const noexcept { return begin_; }

  /// REQUIRES doc in [begin(), begin() + kWindowDocs); sums below 2^31.
  void add(std::uint32_t doc, Score score) noexcept {
    const std::uint32_t index = doc - begin_;
    sums_[index] = (sums_[index] + score) | kPresent;
    touched_groups_ |= std::uint64_t{1} << (index / kGroupDocs);
  }

  /// Empties the window: calls visit(doc, score) for the documents with at least this score,
  /// ascending.
  template <class Visit>
  void drain(Score least, Visit visit) {
    for (; touched_groups_ != 0; touched_groups_ &= touched_groups_ - 1) {
      const auto group = static_cast<std::uint32_t>(std::countr_zero(touched_groups_));
      const std::uint32_t first = group * kGroupDocs;
      std::array<std::uint32_t, kGroupDocs> sums;
      for (std::uint64_t found =
               kScoreKernels.take_group(&sums_[first], least | kPresent, sums.data());
           found != 0; found &= found - 1) {
        const auto i = static_cast<std::uint32_t>(std::countr_zero(found));
        visit(begin_ + first + i, sums[i] & ~kPresent);
      }
    }
  }

  /// The same in batches: calls visit() whenever `batch` is full, and at last with what is left.
  template <class Visit>
  void drain(Score least, ScoredBatch& batch, Visit visit) {
    batch.size = 0;
    drain(least, [&](std::uint32_t doc, Score score) {
      batch.push(doc, score);
      if (batch.size < ScoredBatch::kCapacity) return;
      visit();
      batch.size = 0;
    });
    visit();
  }

 private:
  static constexpr std::uint32_t kGroupDocs = 64;
  static_assert(kWindowDocs == 64 * kGroupDocs, "one bit a group");
  static constexpr std::uint32_t kPresent = std::uint32_t{1} << 31;

  std::uint32_t begin_ = 0;
  std::uint64_t touched_groups_ = 0;
  alignas(32) std::array<std::uint32_t, kWindowDocs> sums_{};  // with flags; 0: no part has it
};

}  // namespace newsidx::search
