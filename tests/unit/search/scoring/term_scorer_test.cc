#include "search/scoring/term_scorer.h"

#include <doctest/doctest.h>

#include <array>
#include <numeric>

#include "segment/segment_info.h"
#include "support/random_news.h"

namespace newsidx::search {
namespace {

constexpr segment::ImpactParameters kImpact;

// A document of each norm.
std::array<std::uint8_t, 256> every_norm() {
  std::array<std::uint8_t, 256> norms{};
  std::iota(norms.begin(), norms.end(), std::uint8_t{0});
  return norms;
}

struct AverageRow {
  double segment;
  double collection;
};

TEST_CASE("a part without weight scores nothing, whatever the scale") {
  const auto norms = every_norm();
  const TfTable tf_table({}, 100);
  const TermScorer scorer(0, ScoreQuantizer(1e-30), tf_table, norms, 100, true);
  CHECK(scorer.score(1, 0) == 0);
  CHECK(scorer.score(5'000'000, 255) == 0);
  CHECK(scorer.max_score(segment::Impact{1}) <= 1);
  CHECK(scorer.max_score() == 1);
}

TEST_CASE("an impact bounds the score, also when other segments have longer or shorter texts") {
  constexpr AverageRow kAverages[] = {{100, 100},   {100, 101}, {100, 99},   {100, 3'000},
                                      {3'000, 100}, {1, 50},    {7.5, 7.49}, {7.49, 7.5}};
  testing::Dice dice(11);
  MESSAGE("seed 11");
  const auto norms = every_norm();
  for (const AverageRow& row : kAverages) {
    CAPTURE(row.segment);
    CAPTURE(row.collection);
    const auto halves = segment::length_norm_table(kImpact.k1, kImpact.b, row.segment);
    const TfTable tf_table({}, row.collection);
    for (const double weight : {1e-6, 0.3, 1.0, 14.7}) {
      const TermScorer scorer(weight, ScoreQuantizer(weight * 3), tf_table, norms, row.segment,
                              true);
      for (int i = 0; i < 5'000; ++i) {
        const std::uint32_t freq = 1 + dice.below(dice.one_in(10) ? 5'000'000 : 30);
        const std::uint32_t doc = dice.below(256);
        CAPTURE(freq);
        CAPTURE(doc);
        const Score score = scorer.score(freq, doc);
        REQUIRE(scorer.max_score(segment::impact_of(freq, halves[doc])) >= score);
        REQUIRE(scorer.max_score() >= score);
      }
    }
  }
}

TEST_CASE("bounds are of use: close to the scores where the averages agree") {
  const auto norms = every_norm();
  const auto halves = segment::length_norm_table(kImpact.k1, kImpact.b, 100);
  const TfTable tf_table({}, 100);
  const TermScorer scorer(2, ScoreQuantizer(2), tf_table, norms, 100, true);
  for (std::uint32_t doc = 0; doc < 200; ++doc) {
    const double score = scorer.score(3, doc);
    CHECK(scorer.max_score(segment::impact_of(3, halves[doc])) <=
          score + scorer.max_score() / 30'000.0);
  }
}

TEST_CASE("bounds are of use: close to the scores where texts elsewhere are a little longer") {
  const auto norms = every_norm();
  const auto halves = segment::length_norm_table(kImpact.k1, kImpact.b, 100);
  const TfTable tf_table({}, 105);
  const TermScorer scorer(2, ScoreQuantizer(2), tf_table, norms, 100, true);
  for (std::uint32_t doc = 0; doc < 100; ++doc) {  // up to a length of some hundreds
    const double score = scorer.score(50, doc);
    CHECK(scorer.max_score(segment::impact_of(50, halves[doc])) <= 1.01 * score);
  }
}

TEST_CASE("without impacts for its k1 and b a scorer knows only its limit") {
  const auto norms = every_norm();
  const TfTable tf_table({0.9f, 0.4f}, 100);
  const TermScorer scorer(2, ScoreQuantizer(2), tf_table, norms, 100, false);
  CHECK(scorer.max_score(1) == scorer.max_score());
}

TEST_CASE("a full score keeps below 2^31 units, however its query is weighted") {
  const auto norms = every_norm();
  const TfTable tf_table({}, 100);
  for (const double limit : {1e-30, 1e-3, 0.999, 1.0, 1.001, 20.0, 1e3 * 1'024 * 22}) {
    CAPTURE(limit);
    constexpr std::uint64_t kTerms = 1'024;
    const ScoreQuantizer quantizer(limit);
    const TermScorer scorer(limit / static_cast<double>(kTerms), quantizer, tf_table, norms, 100,
                            true);
    CHECK(scorer.max_score() * kTerms < std::uint64_t{1} << 31);
    CHECK(scorer.max_score(65'535) * kTerms < std::uint64_t{1} << 31);
    const TermScorer alone(limit, quantizer, tf_table, norms, 100, true);
    CHECK(alone.max_score() >= 1u << 29);  // and uses the bits there are
    CHECK(quantizer.to_score(alone.max_score()) == doctest::Approx(limit));
  }
}

}  // namespace
}  // namespace newsidx::search
