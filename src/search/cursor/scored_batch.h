// search/cursor/scored_batch.h
//
// A few documents with the scores they have so far: what algorithms hand from cursor to cursor, so
// that the loop over documents is inside a cursor and not around virtual calls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "codec/posting_block.h"
#include "search/scoring/score.h"

namespace newsidx::search {

struct ScoredBatch {
  static constexpr std::size_t kCapacity = codec::kPostingBlockSize;

  std::size_t size = 0;
  std::array<std::uint32_t, kCapacity> docs;  // ascending
  std::array<Score, kCapacity> scores;

  void push(std::uint32_t doc, Score score) noexcept {
    docs[size] = doc;
    scores[size] = score;
    ++size;
  }

  /// Drops documents with a lower score. Without branches: they could not be foretold.
  void keep_from(Score least) noexcept {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint32_t doc = docs[i];
      const Score score = scores[i];
      docs[kept] = doc;
      scores[kept] = score;
      kept += score >= least ? 1u : 0u;
    }
    size = kept;
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
