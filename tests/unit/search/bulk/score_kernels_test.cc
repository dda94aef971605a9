// The kernels of this processor against the portable ones.
#include "search/bulk/score_kernels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/cpu_features.h"
#include "support/random_news.h"

namespace newsidx::search {
namespace {

constexpr std::size_t kSpare = 8;

TEST_CASE("take_group() gives who reaches the score, all sums, and leaves zeros") {
  MESSAGE("seed 51");
  testing::Dice dice(51);
  for (const std::uint32_t least : {0u, 1u, 1u << 31, (1u << 31) + 500, UINT32_MAX}) {
    CAPTURE(least);
    std::array<std::uint32_t, 64> sums{};
    for (std::uint32_t& sum : sums) {
      if (dice.one_in(2)) sum = least - 2 + dice.below(5);  // around it, or around the ends
    }
    for (const ScoreKernels* kernels : {&kPortableScoreKernels, &kScoreKernels}) {
      std::array<std::uint32_t, 64> group = sums;
      std::array<std::uint32_t, 64> taken{};
      const std::uint64_t found = kernels->take_group(group.data(), least, taken.data());
      for (std::size_t i = 0; i < 64; ++i) REQUIRE((found >> i & 1) == (sums[i] >= least ? 1 : 0));
      CHECK(taken == sums);
      CHECK(group == std::array<std::uint32_t, 64>{});
    }
  }
}

TEST_CASE("keep_from() keeps pairs that reach the score, in their order") {
  MESSAGE("seed 52");
  testing::Dice dice(52);
  for (std::size_t size = 0; size <= 128; ++size) {
    for (const Score least : {0u, 1u, 50u, 99u, 100u, 1u << 31}) {
      std::vector<std::uint32_t> docs(size + kSpare);
      std::vector<Score> scores(size + kSpare, least);  // behind the end: must not be kept
      std::vector<std::pair<std::uint32_t, Score>> expected;
      for (std::uint32_t i = 0; i < size; ++i) {
        docs[i] = 3 * i;
        scores[i] = dice.one_in(20) ? 1u << 31 : dice.below(100);
        if (scores[i] >= least) expected.emplace_back(docs[i], scores[i]);
      }
      for (const ScoreKernels* kernels : {&kPortableScoreKernels, &kScoreKernels}) {
        std::vector<std::uint32_t> kept_docs = docs;
        std::vector<Score> kept_scores = scores;
        const std::size_t kept =
            kernels->keep_from(kept_docs.data(), kept_scores.data(), size, least);
        std::vector<std::pair<std::uint32_t, Score>> pairs;
        for (std::size_t i = 0; i < kept; ++i) pairs.emplace_back(kept_docs[i], kept_scores[i]);
        REQUIRE(pairs == expected);
      }
    }
  }
}

TEST_CASE("the portable kernels run where they are asked for") {
  CHECK((&kScoreKernels == &kPortableScoreKernels) == !use_avx2());
}

}  // namespace
}  // namespace newsidx::search
