// The kernels for processors with AVX2. The rest of the project is compiled for any x86-64; here
// each function names what it needs.

#include "search/bulk/score_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <array>

#define NEWSIDX_AVX2 [[gnu::target("avx2,bmi,bmi2,popcnt")]]

namespace newsidx::search {
namespace {

constexpr std::size_t kLanes = 8;

__m256i* lanes_at(std::uint32_t* at) noexcept { return reinterpret_cast<__m256i*>(at); }

// A bit a lane: value >= least, without signs (there is no such comparison, but a maximum).
NEWSIDX_AVX2 [[gnu::always_inline]] inline unsigned lanes_at_least(__m256i values,
                                                                   __m256i least) noexcept {
  const __m256i reach = _mm256_cmpeq_epi32(_mm256_max_epu32(values, least), values);
  return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(reach)));
}

NEWSIDX_AVX2 std::uint64_t take_group(std::uint32_t* sums, std::uint32_t least,
                                      std::uint32_t* taken) noexcept {
  const __m256i all_least = _mm256_set1_epi32(static_cast<int>(least));
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < 64; i += kLanes) {
    const __m256i values = _mm256_loadu_si256(lanes_at(sums + i));
    found |= std::uint64_t{lanes_at_least(values, all_least)} << i;
    _mm256_storeu_si256(lanes_at(taken + i), values);
    _mm256_storeu_si256(lanes_at(sums + i), _mm256_setzero_si256());
  }
  return found;
}

// For each set of lanes, those lanes in a row, a byte each.
constexpr std::array<std::uint64_t, 256> kLanesOf = [] {
  std::array<std::uint64_t, 256> table{};
  for (std::size_t set = 0; set < table.size(); ++set) {
    unsigned place = 0;
    for (std::uint64_t lane = 0; lane < kLanes; ++lane) {
      if ((set >> lane & 1) != 0) table[set] |= lane << (8 * place++);
    }
  }
  return table;
}();

NEWSIDX_AVX2 std::size_t keep_from(std::uint32_t* docs, Score* scores, std::size_t size,
                                   Score least) noexcept {
  const __m256i all_least = _mm256_set1_epi32(static_cast<int>(least));
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; i += kLanes) {
    const __m256i score = _mm256_loadu_si256(lanes_at(scores + i));
    const __m256i doc = _mm256_loadu_si256(lanes_at(docs + i));
    unsigned set = lanes_at_least(score, all_least);
    if (size - i < kLanes) set &= (1u << (size - i)) - 1;
    const __m256i order =
        _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<long long>(kLanesOf[set])));
    _mm256_storeu_si256(lanes_at(scores + kept), _mm256_permutevar8x32_epi32(score, order));
    _mm256_storeu_si256(lanes_at(docs + kept), _mm256_permutevar8x32_epi32(doc, order));
    kept += static_cast<unsigned>(_mm_popcnt_u32(set));
  }
  return kept;
}

}  // namespace

constinit const ScoreKernels kAvx2ScoreKernels = {take_group, keep_from};

}  // namespace newsidx::search

#endif
