#include "search/topk/top_docs.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/random_news.h"

namespace newsidx::search {
namespace {

TEST_CASE("equal scores: the earlier document stays, whatever its segment") {
  TopDocs top(3);
  top.start_segment(0);
  top.insert(5, 10);
  top.insert(6, 20);
  top.insert(7, 10);
  CHECK(top.entry_score() == 11);
  top.insert(8, 10);
  top.start_segment(9);
  top.insert(0, 10);
  top.insert(1, 20);
  const std::vector<ScoredDoc> expected = {{20, 6}, {20, 10}, {10, 5}};
  CHECK(top.take() == expected);
}

TEST_CASE("a document without score is a hit while there is room") {
  TopDocs top(2);
  top.insert(0, 0);
  CHECK(top.entry_score() == 0);
  top.insert(1, 0);
  CHECK(top.entry_score() == 1);
  top.insert(2, 0);
  const std::vector<ScoredDoc> expected = {{0, 0}, {0, 1}};
  CHECK(top.take() == expected);
}

TEST_CASE("nothing is kept where nothing is wanted") {
  TopDocs top(0);
  top.insert(0, 7);
  top.insert_in_any_order(0, 7);
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
        top.start_segment(first);
        shuffled.start_segment(first);
        for (std::uint32_t doc = 0; doc < 200; ++doc) {
          all.push_back({dice.below(scores), first + doc});
          top.insert(doc, all.back().score);
        }
        for (std::uint32_t i = 0; i < 200; ++i) {  // 77 and 200 have no common divisor
          const ScoredDoc& doc = all[first + i * 77 % 200];
          shuffled.insert_in_any_order(doc.document - first, doc.score);
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
