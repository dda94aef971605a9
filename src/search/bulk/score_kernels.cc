#include "search/bulk/score_kernels.h"

#include "base/cpu_features.h"

namespace newsidx::search {
namespace {

std::uint64_t take_group(std::uint32_t* sums, std::uint32_t least, std::uint32_t* taken) noexcept {
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < 64; ++i) {
    found |= std::uint64_t{sums[i] >= least} << i;
    taken[i] = sums[i];
    sums[i] = 0;
  }
  return found;
}

// Branch-free: the branch would mispredict.
std::size_t keep_from(std::uint32_t* docs, Score* scores, std::size_t size, Score least) noexcept {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t doc = docs[i];
    const Score score = scores[i];
    docs[kept] = doc;
    scores[kept] = score;
    kept += score >= least ? 1u : 0u;
  }
  return kept;
}

const ScoreKernels& choose() noexcept {
#if defined(__x86_64__) && defined(__GNUC__)
  if (use_avx2()) return kAvx2ScoreKernels;
#endif
  return kPortableScoreKernels;
}

}  // namespace

constinit const ScoreKernels kPortableScoreKernels = {take_group, keep_from};

const ScoreKernels& kScoreKernels = choose();

}  // namespace newsidx::search
