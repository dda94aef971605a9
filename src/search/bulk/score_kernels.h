// search/bulk/score_kernels.h
//
// The inner loops over scores, each in two forms that give the same answers: a portable one, and
// one for processors with AVX2. Which of them runs is chosen once (base/cpu_features.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include "search/scoring/score.h"

namespace newsidx::search {

struct ScoreKernels {
  /// Bit i: sums[i] >= least. Of 64 sums, which are 0 afterwards.
  /// @param taken  gets the 64 sums
  std::uint64_t (*take_group)(std::uint32_t* sums, std::uint32_t least,
                              std::uint32_t* taken) noexcept;

  /// Moves pairs with score >= least to the front, in their order; what is behind them is anything.
  /// REQUIRES that 8 more pairs than `size` may be read and written.
  /// @return how many
  std::size_t (*keep_from)(std::uint32_t* docs, Score* scores, std::size_t size,
                           Score least) noexcept;
};

extern const ScoreKernels kPortableScoreKernels;
#if defined(__x86_64__) && defined(__GNUC__)
extern const ScoreKernels kAvx2ScoreKernels;
#endif

/// Those that were chosen.
extern const ScoreKernels& kScoreKernels;

}  // namespace newsidx::search
