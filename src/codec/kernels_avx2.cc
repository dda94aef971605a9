// The kernels for processors with AVX2, BMI and POPCNT. The rest of the project is compiled for any
// x86-64; here each function names what it needs.

#include "codec/kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <utility>

#include "base/bytes.h"
#include "base/cpu_features.h"

#define NEWSIDX_AVX2 [[gnu::target("avx2,bmi,bmi2,popcnt")]]
#define NEWSIDX_AVX2_INLINE [[gnu::target("avx2,bmi,bmi2,popcnt"), gnu::always_inline]] inline

namespace newsidx::codec {
namespace {

// Words `word` and `word_above` (the same, or the one behind it) of the four lanes.
template <std::size_t kWord, std::size_t kWordAbove>
NEWSIDX_AVX2_INLINE __m256i load_words(const char* bytes) noexcept {
  static_assert(kWordAbove == kWord || kWordAbove == kWord + 1);
  const char* at = bytes + kWord * sizeof(__m128i);
  if constexpr (kWordAbove == kWord) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
  } else {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  }
}

NEWSIDX_AVX2_INLINE __m256i two_counts(unsigned low, unsigned high) noexcept {
  const int a = static_cast<int>(low);
  const int b = static_cast<int>(high);
  return _mm256_setr_epi32(a, a, a, a, b, b, b, b);
}

// Rows 2 * kPair and the one behind it: eight values.
template <unsigned kBits, std::size_t kPair>
NEWSIDX_AVX2_INLINE __m256i unpack_pair(const char* bytes) noexcept {
  constexpr std::size_t kLow = 2 * kPair * kBits;  // first bits in their lanes
  constexpr std::size_t kHigh = kLow + kBits;
  constexpr unsigned kLowShift = kLow % 32;
  constexpr unsigned kHighShift = kHigh % 32;
  constexpr bool kLowSpills = kLowShift + kBits > 32;
  constexpr bool kHighSpills = kHighShift + kBits > 32;
  __m256i value = _mm256_srlv_epi32(load_words<kLow / 32, kHigh / 32>(bytes),
                                    two_counts(kLowShift, kHighShift));
  if constexpr (kLowSpills || kHighSpills) {
    // A shift by 32 gives 0: nothing for the row that does not spill, and no word behind the last.
    constexpr std::size_t kNext = (kLowSpills ? kLow : kHigh) / 32 + 1;
    const __m256i next = load_words < kNext,
                  kLowSpills && kHighSpills ? kNext + 1 : kNext > (bytes);
    value = _mm256_or_si256(
        value, _mm256_sllv_epi32(next, two_counts(kLowSpills ? 32 - kLowShift : 32,
                                                  kHighSpills ? 32 - kHighShift : 32)));
  }
  if constexpr (kBits < 32) {
    constexpr std::uint32_t kMask = (std::uint32_t{1} << kBits) - 1;
    value = _mm256_and_si256(value, _mm256_set1_epi32(static_cast<int>(kMask)));
  }
  return value;
}

// Eight gaps less one become sums from 0 on.
NEWSIDX_AVX2_INLINE __m256i add_up(__m256i value) noexcept {
  value = _mm256_add_epi32(value, _mm256_slli_si256(value, 4));
  value = _mm256_add_epi32(value, _mm256_slli_si256(value, 8));
  const __m256i low = _mm256_permute2x128_si256(value, value, 0x08);  // 0 | the low half
  value = _mm256_add_epi32(value, _mm256_shuffle_epi32(low, 0xff));
  return _mm256_add_epi32(value, _mm256_setr_epi32(1, 2, 3, 4, 5, 6, 7, 8));
}

// Only the carry goes from pair to pair: one addition.
template <unsigned kBits, std::size_t kPair>
NEWSIDX_AVX2_INLINE void decode_pair(const char* bytes, __m256i& carry,
                                     std::uint32_t* numbers) noexcept {
  __m256i sums;
  if constexpr (kBits == 0) {
    sums = _mm256_setr_epi32(1, 2, 3, 4, 5, 6, 7, 8);
  } else {
    sums = add_up(unpack_pair<kBits, kPair>(bytes));
  }
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(numbers + kPair * 8),
                      _mm256_add_epi32(carry, sums));
  carry = _mm256_add_epi32(carry, _mm256_permutevar8x32_epi32(sums, _mm256_set1_epi32(7)));
}

template <unsigned kBits, std::size_t... kPair>
NEWSIDX_AVX2_INLINE void decode_pairs(const char* bytes, std::uint32_t base, std::uint32_t* numbers,
                                      std::index_sequence<kPair...>) noexcept {
  __m256i carry = _mm256_set1_epi32(static_cast<int>(base));
  (decode_pair<kBits, kPair>(bytes, carry, numbers), ...);
}

template <unsigned kBits>
NEWSIDX_AVX2 void decode_ascending(const char* bytes, std::uint32_t base,
                                   std::uint32_t* numbers) noexcept {
  decode_pairs<kBits>(bytes, base, numbers, std::make_index_sequence<kGroupSize / 8>{});
}

template <std::size_t... kBits>
constexpr std::array<Kernels::DecodeAscending, sizeof...(kBits)> decode_table(
    std::index_sequence<kBits...>) {
  return {decode_ascending<kBits>...};
}

NEWSIDX_AVX2_INLINE std::uint64_t popcount(std::uint64_t word) noexcept {
  return static_cast<std::uint64_t>(_mm_popcnt_u64(word));
}

NEWSIDX_AVX2 std::uint64_t count_bits(const std::uint64_t* words, std::size_t word_count) noexcept {
  std::uint64_t counts[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= word_count; i += 4) {
    for (std::size_t j = 0; j < 4; ++j) counts[j] += popcount(words[i + j]);
  }
  for (; i < word_count; ++i) counts[0] += popcount(words[i]);
  return counts[0] + counts[1] + counts[2] + counts[3];
}

NEWSIDX_AVX2 std::uint64_t count_bits_before(const std::uint64_t* words,
                                             std::size_t bit_count) noexcept {
  std::uint64_t count =
      popcount(_bzhi_u64(words[bit_count / 64], static_cast<unsigned>(bit_count % 64)));
  for (std::size_t i = 0; i < bit_count / 64; ++i) count += popcount(words[i]);
  return count;
}

NEWSIDX_AVX2 std::uint64_t join_bits(const char* bytes, std::size_t word_count,
                                     std::uint64_t* words) noexcept {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < word_count; ++i) {
    const auto word = load_le<std::uint64_t>(bytes + i * sizeof *words);
    count += popcount(word);
    words[i] |= word;
  }
  return count;
}

NEWSIDX_AVX2 void set_bits(const std::uint32_t* numbers, std::size_t count, std::uint32_t begin,
                           std::uint64_t* words) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t index = numbers[i] - begin;
    words[index / 64] |= std::uint64_t{1} << (index % 64);
  }
}

// Four bits of a word are written at once, whether it has them or not: a loop that ends after each
// bit would be foretold wrongly once a word.
NEWSIDX_AVX2 void list_bits(const std::uint64_t* words, std::size_t word_count, std::uint32_t begin,
                            std::uint32_t* numbers, std::size_t count) noexcept {
  std::uint32_t* const end = numbers + count;
  for (std::size_t i = 0; i < word_count; ++i, begin += 64) {
    std::uint64_t word = words[i];
    const std::size_t bits = popcount(word);
    if (((bits + 3) & ~std::size_t{3}) > static_cast<std::size_t>(end - numbers)) {
      for (; word != 0; word = _blsr_u64(word)) {
        *numbers++ = begin + static_cast<std::uint32_t>(_tzcnt_u64(word));
      }
      continue;
    }
    for (std::size_t at = 0; at < bits; at += 4) {
      for (std::size_t j = 0; j < 4; ++j, word = _blsr_u64(word)) {
        numbers[at + j] = begin + static_cast<std::uint32_t>(_tzcnt_u64(word));
      }
    }
    numbers += bits;
  }
}

constexpr Kernels kAvx2Kernels = {decode_table(std::make_index_sequence<kMaxBits + 1>{}),
                                  count_bits,
                                  count_bits_before,
                                  join_bits,
                                  set_bits,
                                  list_bits};

}  // namespace

const Kernels* avx2_kernels() noexcept { return has_avx2() ? &kAvx2Kernels : nullptr; }

}  // namespace newsidx::codec

#else

namespace newsidx::codec {

const Kernels* avx2_kernels() noexcept { return nullptr; }

}  // namespace newsidx::codec

#endif
