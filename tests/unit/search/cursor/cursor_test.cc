// The contract of cursor.h, for the cursors of real queries over a real segment.
#include "search/cursor/cursor.h"

#include <doctest/doctest.h>

#include <map>

#include "query/syntax/parser.h"
#include "search/algorithm/count.h"
#include "search/bulk/bitset.h"
#include "search/operator/operators.h"
#include "search/searcher.h"
#include "support/brute_force.h"
#include "support/random_news.h"
#include "support/searches.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::search {
namespace {

constexpr std::uint32_t kDocuments = 9'000;

const char* const kQueries[] = {
    "hhall",
    "hhseventh",
    "hhburst",
    "hhstretch",
    "title:ab",
    "body:ab",
    "ab",
    "hhseventh hhburst",
    "hhseventh hhstretch ab",
    "+hhall +hhseventh",
    "+hhseventh +hhburst ab",
    "\"hhall hhseventh\"",
    "\"hhseventh hhstretch hhburst\"",
    "+ab -hhseventh",
    "*",
    "* -hhall",
    "-hhseventh",
    "a*",
    "title:b*",
    "body:b*",
    "body:\"hhall hhseventh\"",
    "body:\"ab ac\"",
    "body:cease-fire ac",
    "+body:ac +ab -body:ad",
    "+a* +hhburst",
    "(+hhseventh +ab) (hhburst -ac) ad^3",
    "\"cease-fire ab\"",
    "+(ab ac ad) +(ae af ag)",
};

// An index of one segment; made once.
struct Fixture {
  Fixture() : corpus(testing::analyzer_options("news"), 2) {
    testing::RandomNews news(31, 400, true);
    const auto articles = news.articles(0, kDocuments);
    for (const Article& article : articles) corpus.add(article);
    testing::write_index(folder.file("index"), {articles}, {});
    index.emplace(folder.file("index"));
    weights.emplace(query::CollectionStatistics::of(index->segments()), Bm25Parameters{});
  }
  CursorPtr cursor(const query::Plan& plan, DocRange range = {}) const {
    const CursorFactory factory(*index->segments()[0], *weights, quantizer_of(plan.root, *weights),
                                2, range);
    return testing::need(factory.make(plan.root, 1));
  }

  testing::TemporaryFolder folder;
  testing::TokenizedCorpus corpus;
  std::optional<testing::OpenedIndex> index;
  std::optional<Weights> weights;
};

Fixture& fixture() {
  static Fixture instance;
  return instance;
}

std::map<std::uint32_t, Score> walk(Cursor& cursor) {
  std::map<std::uint32_t, Score> postings;
  for (; cursor.doc() != kNoMoreDocs; cursor.next()) {
    postings[cursor.doc()] = cursor.score();
    REQUIRE(cursor.score() == postings[cursor.doc()]);  // may be asked twice
  }
  testing::need(cursor.status());
  return postings;
}

template <class Check>
void for_each_query(Check check) {
  for (const char* text : kQueries) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = testing::need(fixture().index->plan(text));
    CursorPtr cursor = fixture().cursor(plan);
    REQUIRE((cursor != nullptr || plan.root.matches_nothing()));
    if (cursor == nullptr) continue;
    check(shown, plan, walk(*cursor));
  }
}

TEST_CASE("cursors walk through the documents that brute force finds") {
  for_each_query([](const std::string& text, const query::Plan& plan, const auto& walked) {
    const auto tree = testing::need(query::parse(text, query::DefaultOperator::or_));
    const testing::BruteForce oracle(fixture().corpus, tree, {});
    std::size_t differing = 0;
    for (std::uint32_t doc = 0; doc < kDocuments; ++doc) {
      if (oracle.evaluate(doc).matched != walked.contains(doc)) ++differing;
    }
    CHECK(differing == 0);
    const CursorPtr counted = fixture().cursor(plan);
    CHECK(testing::need(count_all(*counted, {.document_count = kDocuments})) == walked.size());
  });
}

TEST_CASE("next_geq() equals the slow loop") {
  MESSAGE("seed 32");
  testing::Dice dice(32);
  for_each_query([&](const std::string&, const query::Plan& plan, const auto& walked) {
    for (const std::uint32_t reach : {2u, 60u, 300u, 5'000u}) {
      CAPTURE(reach);
      const CursorPtr cursor = fixture().cursor(plan);
      while (cursor->doc() != kNoMoreDocs) {
        const std::uint32_t target = cursor->doc() + dice.below(reach);
        cursor->next_geq(target);
        const auto expected = walked.lower_bound(target);
        REQUIRE(cursor->doc() == (expected == walked.end() ? kNoMoreDocs : expected->first));
        if (cursor->doc() == kNoMoreDocs) break;
        REQUIRE(cursor->score() == expected->second);
        if (dice.one_in(3)) cursor->next();
      }
      cursor->next_geq(kNoMoreDocs);
      CHECK(cursor->doc() == kNoMoreDocs);
    }
  });
}

TEST_CASE("a cursor of a range shows the documents of the range") {
  MESSAGE("seed 38");
  testing::Dice dice(38);
  for_each_query([&](const std::string&, const query::Plan& plan, const auto& walked) {
    for (const std::uint32_t reach : {64u, 500u, 9'000u}) {
      const std::uint32_t begin = dice.below(kDocuments / 64) * 64;
      const std::uint32_t end = begin + 1 + dice.below(reach);
      const CursorPtr cursor = fixture().cursor(plan, {begin, end});
      auto expected = walked.lower_bound(begin);
      for (; cursor->doc() < end; cursor->next(), ++expected) {
        REQUIRE(expected != walked.end());
        REQUIRE(cursor->doc() == expected->first);
        REQUIRE(cursor->score() == expected->second);
      }
      CHECK((expected == walked.end() || expected->first >= end));
      testing::need(cursor->status());
    }
  });
}

TEST_CASE("max_score() bounds every score of its stretch, at or behind the cursor") {
  MESSAGE("seed 33");
  testing::Dice dice(33);
  for_each_query([&](const std::string&, const query::Plan& plan, const auto& walked) {
    for (const std::uint32_t reach : {3u, 200u, 4'096u}) {
      const CursorPtr cursor = fixture().cursor(plan);
      for (std::uint32_t begin = 0; begin < kDocuments;) {
        const std::uint32_t length = 1 + dice.below(reach);
        const std::uint32_t end =
            std::min(dice.one_in(4) ? cursor->block_end(begin) : begin + length, kDocuments);
        REQUIRE(end > begin);
        const Score bound = cursor->max_score(begin, end);
        const std::uint32_t from = std::max(begin, cursor->doc());
        for (auto it = walked.lower_bound(from); it != walked.end() && it->first < end; ++it) {
          REQUIRE(it->second <= bound);
        }
        // Sometimes the cursor is left behind, as pruning does.
        if (dice.one_in(2)) cursor->next_geq(begin + dice.below(2 * reach));
        begin = end;
      }
    }
  });
}

TEST_CASE("accumulate() and fill_bitset() equal walking") {
  for_each_query([](const std::string&, const query::Plan& plan, const auto& walked) {
    const CursorPtr scored = fixture().cursor(plan);
    const CursorPtr marked = fixture().cursor(plan);
    std::map<std::uint32_t, Score> accumulated;
    auto window = std::make_unique<ScoreWindow>();
    for (std::uint32_t begin = 0; begin < kDocuments; begin += kWindowDocs - 64) {
      const std::uint32_t end = std::min(begin + kWindowDocs - 64, kDocuments);
      window->start(begin);
      scored->accumulate(end, *window);
      Bitset<kWindowDocs> expected;
      window->drain(0, [&](std::uint32_t doc, Score score) {
        accumulated[doc] = score;
        expected.set(doc - begin);
      });
      Bitset<kWindowDocs> mask;
      marked->fill_bitset(begin, end, mask.words.data());
      CHECK(mask.words == expected.words);
    }
    CHECK(accumulated == walked);
    CHECK(scored->doc() == kNoMoreDocs);
  });
}

TEST_CASE("next_batch() equals walking, whatever the stretches") {
  MESSAGE("seed 34");
  testing::Dice dice(34);
  for_each_query([&](const std::string&, const query::Plan& plan, const auto& walked) {
    const CursorPtr cursor = fixture().cursor(plan);
    std::map<std::uint32_t, Score> taken;
    ScoredBatch batch;
    for (std::uint32_t end = 0; cursor->doc() != kNoMoreDocs; end += dice.below(700)) {
      while (cursor->doc() < end) {
        cursor->next_batch(end, batch);
        REQUIRE(batch.size > 0);
        for (std::size_t i = 0; i < batch.size; ++i) taken[batch.docs[i]] = batch.scores[i];
      }
    }
    CHECK(taken == walked);
  });
}

TEST_CASE("next_batch_without() leaves out what bits are set for, and nothing else") {
  MESSAGE("seed 36");
  testing::Dice dice(36);
  std::vector<std::uint64_t> excluded(kDocuments / 64 + 1);
  for_each_query([&](const std::string&, const query::Plan& plan, const auto& walked) {
    const std::uint32_t denominator = 1 + dice.below(3);
    for (std::uint32_t doc = 0; doc < kDocuments; ++doc) {
      const std::uint64_t bit = std::uint64_t{1} << (doc % 64);
      excluded[doc / 64] &= ~bit;
      if (dice.below(4) < denominator) excluded[doc / 64] |= bit;
    }
    std::map<std::uint32_t, Score> expected;
    for (const auto& [doc, score] : walked) {
      if ((excluded[doc / 64] >> (doc % 64) & 1) == 0) expected[doc] = score;
    }
    const CursorPtr cursor = fixture().cursor(plan);
    std::map<std::uint32_t, Score> taken;
    ScoredBatch batch;
    while (cursor->doc() != kNoMoreDocs) {
      const std::uint32_t begin = cursor->doc() / 64 * 64;
      const std::uint32_t end = cursor->doc() + 1 + dice.below(500);
      while (cursor->doc() < end) {
        cursor->next_batch_without(&excluded[begin / 64], begin, end, batch);
        for (std::size_t i = 0; i < batch.size; ++i) taken[batch.docs[i]] = batch.scores[i];
      }
    }
    CHECK(taken == expected);
  });
}

TEST_CASE(
    "add_scores() adds to those that the cursor has, and drops the others where they must match") {
  MESSAGE("seed 35");
  testing::Dice dice(35);
  for_each_query([&](const std::string&, const query::Plan& plan, const auto& walked) {
    for (const Occur occur : {Occur::must, Occur::should}) {
      const CursorPtr cursor = fixture().cursor(plan);
      for (std::uint32_t doc = 0; doc < kDocuments;) {
        ScoredBatch batch;
        std::map<std::uint32_t, Score> expected;
        for (; doc < kDocuments && batch.size < ScoredBatch::kCapacity; doc += 1 + dice.below(9)) {
          const auto found = walked.find(doc);
          if (found != walked.end()) {
            expected[doc] = found->second + doc;
          } else if (occur == Occur::should) {
            expected[doc] = doc;
          }
          batch.push(doc, doc);
        }
        cursor->add_scores(batch, occur);
        std::map<std::uint32_t, Score> completed;
        for (std::size_t i = 0; i < batch.size; ++i) completed[batch.docs[i]] = batch.scores[i];
        REQUIRE(completed == expected);
      }
    }
  });
}

TEST_CASE("a batch keeps what reaches a score, in its order") {
  MESSAGE("seed 36");
  testing::Dice dice(36);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, ScoredBatch::kCapacity}) {
    for (const Score least : {0u, 1u, 5u, 10u}) {
      ScoredBatch batch;
      std::vector<std::pair<std::uint32_t, Score>> expected;
      for (std::uint32_t doc = 0; doc < size; ++doc) {
        const Score score = dice.below(10);
        batch.push(doc, score);
        if (score >= least) expected.emplace_back(doc, score);
      }
      batch.keep_from(least);
      std::vector<std::pair<std::uint32_t, Score>> kept;
      for (std::size_t i = 0; i < batch.size; ++i)
        kept.emplace_back(batch.docs[i], batch.scores[i]);
      CHECK(kept == expected);
    }
  }
}

TEST_CASE("a window gives what reaches a score once, and is empty then") {
  MESSAGE("seed 37");
  testing::Dice dice(37);
  auto window = std::make_unique<ScoreWindow>();
  for (const std::uint32_t documents : {0u, 1u, 63u, 500u, 10'000u}) {
    for (const Score least : {0u, 1u, 100u, 1'000'000u}) {
      std::map<std::uint32_t, Score> expected;
      window->start(77);
      for (std::uint32_t i = 0; i < documents; ++i) {
        const std::uint32_t doc = 77 + dice.below(kWindowDocs);
        const Score score = dice.below(100);
        window->add(doc, score);
        expected[doc] += score;
      }
      std::erase_if(expected, [least](const auto& entry) { return entry.second < least; });
      std::map<std::uint32_t, Score> drained;
      const auto drain = [&](std::uint32_t doc, Score score) { drained[doc] = score; };
      window->drain(least, drain);
      CHECK(drained == expected);
      drained.clear();
      window->drain(0, drain);
      CHECK(drained.empty());
    }
  }
}

TEST_CASE("a stop that was asked for ends ranking and counting") {
  std::stop_source source;
  source.request_stop();
  const Searcher searcher(fixture().index->segments(), 2, {});
  for (const char* text : {"hhall ab", "+hhall +ab", "hhall"}) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = testing::need(fixture().index->plan(text));
    for (const Algorithm algorithm : {Algorithm::pruned, Algorithm::exhaustive}) {
      const auto top = testing::search_top(searcher, plan, 10, {algorithm},
                                           CancellationToken(source.get_token()));
      REQUIRE(!top.has_value());
      CHECK(top.error().code == ErrorCode::cancelled);
    }
  }
  const auto count =
      testing::search_count(searcher, testing::need(fixture().index->plan("hhall hhseventh")), {},
                            CancellationToken(source.get_token()));
  REQUIRE(!count.has_value());
  CHECK(count.error().code == ErrorCode::cancelled);
}

}  // namespace
}  // namespace newsidx::search
