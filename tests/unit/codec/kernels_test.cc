// The portable kernels against slow loops, and the others against the portable ones.

#include "codec/kernels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "unit/codec/random_values.h"

using namespace newsidx::codec;

namespace {

std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> all = {&kPortableKernels};
  if (avx2_kernels() != nullptr) {
    all.push_back(avx2_kernels());
  } else {
    MESSAGE("this processor has portable kernels only");
  }
  return all;
}

/// Words with about one bit set in `spread`.
std::vector<std::uint64_t> random_words(Random& random, std::size_t count, std::uint32_t spread) {
  std::vector<std::uint64_t> words(count);
  for (std::size_t bit = 0; bit < count * 64; ++bit) {
    if (below(random, spread) == 0) words[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  return words;
}

}  // namespace

TEST_CASE("gaps of all widths become ascending numbers in every kernel") {
  constexpr std::uint64_t kSeed = 21;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (unsigned bits = 0; bits <= kMaxBits; ++bits) {
    for (const std::uint32_t base : {0u, 77u, UINT32_MAX}) {
      CAPTURE(bits);
      CAPTURE(base);
      const std::vector<std::uint32_t> gaps = random_values(random, kGroupSize, bits);
      std::string bytes;
      append_packed(bytes, gaps, bits);
      // At the end of what it may read, so that a sanitizer sees a step too far.
      const std::vector<char> exact(bytes.begin(), bytes.end());
      std::vector<std::uint32_t> expected;
      std::uint32_t number = base;
      for (const std::uint32_t gap : gaps) expected.push_back(number += gap + 1);
      for (const Kernels* kernels : all_kernels()) {
        std::vector<std::uint32_t> numbers(kGroupSize);
        kernels->decode_ascending[bits](exact.data(), base, numbers.data());
        REQUIRE(numbers == expected);
      }
    }
  }
}

TEST_CASE("bits are set, counted and listed alike by every kernel") {
  constexpr std::uint64_t kSeed = 22;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (const std::size_t word_count : {0u, 1u, 2u, 3u, 4u, 5u, 63u, 64u, 257u}) {
    for (const std::uint32_t spread : {1u, 2u, 7u, 60u, 1000u}) {
      CAPTURE(word_count);
      CAPTURE(spread);
      const std::vector<std::uint64_t> words = random_words(random, word_count, spread);
      const std::uint32_t begin = 64 * below(random, 1000);
      std::vector<std::uint32_t> expected;
      for (std::uint32_t bit = 0; bit < word_count * 64; ++bit) {
        if ((words[bit / 64] >> (bit % 64) & 1) != 0) expected.push_back(begin + bit);
      }
      for (const Kernels* kernels : all_kernels()) {
        REQUIRE(kernels->count_bits(words.data(), word_count) == expected.size());
        for (const std::uint32_t number : expected) {
          const auto before = std::ranges::lower_bound(expected, number) - expected.begin();
          REQUIRE(kernels->count_bits_before(words.data(), number - begin) ==
                  static_cast<std::uint64_t>(before));
        }
        std::vector<std::uint32_t> numbers(expected.size());
        kernels->list_bits(words.data(), word_count, begin, numbers.data(), numbers.size());
        REQUIRE(numbers == expected);
        std::vector<std::uint64_t> back(word_count);
        kernels->set_bits(numbers.data(), numbers.size(), begin, back.data());
        REQUIRE(back == words);
        const std::string bytes = "x" + std::string(reinterpret_cast<const char*>(words.data()),
                                                    word_count * sizeof(std::uint64_t));
        std::vector<std::uint64_t> joined = random_words(random, word_count, 3);
        std::vector<std::uint64_t> expected_words = joined;
        for (std::size_t i = 0; i < word_count; ++i) expected_words[i] |= words[i];
        REQUIRE(kernels->join_bits(bytes.data() + 1, word_count, joined.data()) == expected.size());
        REQUIRE(joined == expected_words);
      }
    }
  }
}

TEST_CASE("the kernels chosen are those of the processor, or the portable ones when asked for") {
  const char* portable = std::getenv("NEWSIDX_PORTABLE");
  const bool is_portable = portable != nullptr && std::string(portable) != "0";
  CHECK(kKernels == all_kernels()[is_portable ? 0 : all_kernels().size() - 1]);
}
