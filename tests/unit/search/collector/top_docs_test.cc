#include "search/collector/top_docs.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/random_news.h"

namespace newsidx::search {
namespace {

void collect(TopDocs& top, std::uint32_t doc, Score score) {
  ScoredBatch batch;
  batch.size = 0;
  batch.push(doc, score);
  top.collect(batch);
}

TEST_CASE("equal scores: the earlier document stays, whatever its segment") {
  TopDocs top(3);
  CHECK(top.start_segment({nullptr, 0}));
  collect(top, 5, 10);
  collect(top, 6, 20);
  collect(top, 7, 10);
  CHECK(top.threshold() == 11);
  collect(top, 8, 10);
  CHECK(top.start_segment({nullptr, 9}));
  collect(top, 0, 10);
  collect(top, 1, 20);
  const std::vector<ScoredDoc> expected = {{20, 6}, {20, 10}, {10, 5}};
  CHECK(top.take() == expected);
}

TEST_CASE("a document without score is a hit while there is room") {
  TopDocs top(2);
  collect(top, 0, 0);
  CHECK(top.threshold() == 0);
  collect(top, 1, 0);
  CHECK(top.threshold() == 1);
  collect(top, 2, 0);
  const std::vector<ScoredDoc> expected = {{0, 0}, {0, 1}};
  CHECK(top.take() == expected);
}

TEST_CASE("nothing is kept where nothing is wanted") {
  TopDocs top(0);
  collect(top, 0, 7);
  collect(top, 0, 7);
  CHECK(top.take().empty());
}

TEST_CASE("any stream: what a full sort gives") {
  MESSAGE("seed 5");
  testing::Dice dice(5);
  for (const std::size_t k : {1u, 2u, 10u, 127u, 1'000u}) {
    for (const std::uint32_t scores : {1u, 3u, 50u, 1'000'000u}) {
      CAPTURE(k);
      CAPTURE(scores);
      TopDocs top(k);
      TopDocs shuffled(k);
      std::vector<ScoredDoc> all;
      for (std::uint32_t segment = 0; segment < 3; ++segment) {
        const std::uint32_t first = segment * 200;
        CHECK(top.start_segment({nullptr, first}));
        CHECK(shuffled.start_segment({nullptr, first}));
        for (std::uint32_t doc = 0; doc < 200; ++doc) {
          all.push_back({dice.below(scores), first + doc});
          collect(top, doc, all.back().score);
        }
        for (std::uint32_t i = 0; i < 200; ++i) {  // 77 and 200 have no common divisor
          const ScoredDoc& doc = all[first + i * 77 % 200];
          collect(shuffled, doc.document - first, doc.score);
        }
      }
      std::stable_sort(all.begin(), all.end(),
                       [](const ScoredDoc& a, const ScoredDoc& b) { return a.score > b.score; });
      all.resize(std::min(k, all.size()));
      CHECK(top.take() == all);
      CHECK(shuffled.take() == all);
    }
  }
}

}  // namespace
}  // namespace newsidx::search
