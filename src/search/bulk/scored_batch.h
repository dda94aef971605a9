// search/bulk/scored_batch.h
//
// A few documents with the scores they have so far: what algorithms hand from cursor to cursor, so
// that the loop over documents is inside a cursor and not around virtual calls.
//
// Documents that cannot reach the threshold any more leave the batch between two cursors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "codec/posting_block.h"
#include "search/bulk/score_kernels.h"
#include "search/scoring/score.h"

namespace newsidx::search {

struct ScoredBatch {
  static constexpr std::size_t kCapacity = codec::kPostingBlockSize;
  static constexpr std::size_t kSpare = 8;  // that kernels may touch behind the last

  std::size_t size = 0;
  std::array<std::uint32_t, kCapacity + kSpare> docs;  // ascending
  std::array<Score, kCapacity + kSpare> scores;

  void push(std::uint32_t doc, Score score) noexcept {
    docs[size] = doc;
    scores[size] = score;
    ++size;
  }

  /// Drops documents with a lower score.
  void keep_from(Score least) noexcept {
    size = kScoreKernels.keep_from(docs.data(), scores.data(), size, least);
  }

  /// Drops documents for which `has` is true, and asks in ascending order.
  template <class Has>
  void drop_if(Has has) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size; ++i) {
      if (has(docs[i])) continue;
      docs[kept] = docs[i];
      scores[kept] = scores[i];
      ++kept;
    }
    size = kept;
  }
};

}  // namespace newsidx::search
