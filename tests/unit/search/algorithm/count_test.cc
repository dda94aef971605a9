// Counting against sets of documents, over all the ways it goes: by looking up, by windows, from
// the number of documents that a list is known to have.

#include "search/algorithm/count.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "search/cursor/union_cursor.h"
#include "support/random_news.h"
#include "support/segmented_index.h"

namespace newsidx::search {
namespace {

using Docs = std::set<std::uint32_t>;

// A cursor over a set, which says of itself what it is told to.
class SetCursor final : public Cursor {
 public:
  SetCursor(Docs docs, bool is_known, bool fills_bitset_fast)
      : docs_(std::move(docs)),
        at_(docs_.begin()),
        is_known_(is_known),
        marks_fast_(fills_bitset_fast) {
    show();
  }
  void next() override {
    ++at_;
    show();
  }
  void next_geq(std::uint32_t target) override {
    if (doc_ < target) at_ = docs_.lower_bound(target);
    show();
  }
  Score score() override { return 1; }
  Score max_score(std::uint32_t, std::uint32_t) override { return 1; }
  std::uint64_t cost() const override { return docs_.size(); }
  std::optional<std::uint64_t> exact_count() const override {
    return is_known_ ? std::optional<std::uint64_t>(docs_.size()) : std::nullopt;
  }
  bool fills_bitset_fast() const override { return marks_fast_; }
  Status status() const override { return {}; }

 private:
  void show() { doc_ = at_ == docs_.end() ? kNoMoreDocs : *at_; }

  Docs docs_;
  Docs::const_iterator at_;
  bool is_known_;
  bool marks_fast_;
};

constexpr std::uint32_t kDocuments = 40'000;  // several windows, the last one cut

constexpr Scan kAll{.document_count = kDocuments};

Docs random_docs(testing::Dice& dice) {
  constexpr std::uint32_t kSpreads[] = {1, 2, 9, 50, 300, 5'000};
  const std::uint32_t spread = kSpreads[dice.below(6)];
  Docs docs;
  for (std::uint32_t doc = dice.below(spread); doc < kDocuments; doc += 1 + dice.below(2 * spread))
    docs.insert(doc);
  return docs;
}

std::vector<Docs> random_lists(testing::Dice& dice, std::uint32_t least, std::uint32_t most) {
  std::vector<Docs> lists(least + dice.below(most - least + 1));
  for (Docs& list : lists) list = random_docs(dice);
  return lists;
}

Cursors cursors_over(testing::Dice& dice, const std::vector<Docs>& lists, std::uint32_t begin = 0) {
  Cursors cursors;
  for (const Docs& list : lists) {
    const bool is_known = dice.below(4) != 0;
    const bool fills_bitset_fast = dice.below(3) != 0;
    cursors.push_back(std::make_unique<SetCursor>(list, is_known, fills_bitset_fast));
    cursors.back()->next_geq(begin);
  }
  return cursors;
}

bool any_of(const std::vector<Docs>& lists, std::uint32_t doc) {
  return std::any_of(lists.begin(), lists.end(), [=](const Docs& l) { return l.contains(doc); });
}
bool all_of(const std::vector<Docs>& lists, std::uint32_t doc) {
  return std::all_of(lists.begin(), lists.end(), [=](const Docs& l) { return l.contains(doc); });
}

// The numbers of all ranges, which add up. All cursors of a list say the same of themselves.
void check_ranges(testing::Dice& dice, const std::vector<Docs>& lists,
                  const std::vector<Docs>& excluded, std::uint64_t all, std::uint64_t any) {
  const std::uint32_t size = 64 + dice.below(300) * 64;
  CAPTURE(size);
  const std::uint32_t seed = dice.below(1'000);
  std::uint64_t intersection = 0;
  std::uint64_t any_count = 0;
  for (std::uint32_t begin = 0; begin < kDocuments; begin += size) {
    const Scan range{.document_count = kDocuments,
                     .range = {begin, std::min(begin + size, kDocuments)}};
    testing::Dice same(seed);
    intersection += testing::need(count_intersection(cursors_over(same, lists, begin),
                                                     cursors_over(same, excluded, begin), range));
    any_count += testing::need(
        count_union(cursors_over(same, lists, begin), cursors_over(same, excluded, begin), range));
  }
  REQUIRE(intersection == all);
  REQUIRE(any_count == any);
}

TEST_CASE("unions and intersections, less what is excluded, are counted exactly") {
  MESSAGE("seed 31");
  testing::Dice dice(31);
  for (int round = 0; round < 100; ++round) {
    CAPTURE(round);
    const std::vector<Docs> lists = random_lists(dice, 1, 4);
    const std::vector<Docs> excluded = random_lists(dice, 0, round % 2 == 0 ? 0 : 3);
    std::uint64_t all = 0;
    std::uint64_t any = 0;
    for (std::uint32_t doc = 0; doc < kDocuments; ++doc) {
      if (any_of(excluded, doc)) continue;
      all += all_of(lists, doc) ? 1u : 0u;
      any += any_of(lists, doc) ? 1u : 0u;
    }
    REQUIRE(testing::need(count_intersection(cursors_over(dice, lists),
                                             cursors_over(dice, excluded), kAll)) == all);
    REQUIRE(testing::need(
                count_union(cursors_over(dice, lists), cursors_over(dice, excluded), kAll)) == any);
    check_ranges(dice, lists, excluded, all, any);
  }
}

TEST_CASE("a union cursor marks windows and walks on from there") {
  MESSAGE("seed 32");
  testing::Dice dice(32);
  for (int round = 0; round < 10; ++round) {
    CAPTURE(round);
    const std::vector<Docs> lists = random_lists(dice, 1, 20);
    UnionCursor cursor(cursors_over(dice, lists), Combine::sum);
    Docs expected;
    for (const Docs& list : lists) expected.insert(list.begin(), list.end());
    auto at = expected.begin();
    while (cursor.doc() != kNoMoreDocs) {
      REQUIRE(at != expected.end());
      REQUIRE(cursor.doc() == *at);
      const std::uint32_t begin = *at / 64 * 64;
      const std::uint32_t end = *at + 1 + dice.below(3'000);
      std::vector<std::uint64_t> words((end - begin + 63) / 64);
      std::vector<std::uint64_t> expected_words(words.size());
      cursor.fill_bitset(begin, end, words.data());
      for (; at != expected.end() && *at < end; ++at) {
        expected_words[(*at - begin) / 64] |= std::uint64_t{1} << (*at % 64);
      }
      REQUIRE(words == expected_words);
      for (int step = 0; step < 3 && cursor.doc() != kNoMoreDocs; ++step) {
        REQUIRE(cursor.doc() == *at);
        Score score = 0;
        for (const Docs& list : lists) score += list.contains(*at) ? 1u : 0u;
        REQUIRE(cursor.score() == score);
        if (step == 2) {
          cursor.next_geq(*at + 5);
          at = expected.lower_bound(*at + 5);
        } else {
          cursor.next();
          ++at;
        }
      }
    }
    CHECK(at == expected.end());
  }
}

TEST_CASE("counting stops when it is asked to") {
  testing::Dice dice(33);
  std::stop_source stop;
  stop.request_stop();
  const CancellationToken cancellation(stop.get_token());
  for (const std::uint32_t size : {1u, 2u, 3u}) {
    Cursors cursors;
    for (std::uint32_t i = 0; i < size; ++i)
      cursors.push_back(std::make_unique<SetCursor>(random_docs(dice), false, true));
    if (size > 1)
      CHECK_FALSE(count_union(std::move(cursors), {},
                              {.document_count = kDocuments, .cancellation = &cancellation}));
  }
}

}  // namespace
}  // namespace newsidx::search
