#include "search/cursor/union_cursor.h"

#include <doctest/doctest.h>

#include <map>

#include "search/cursor/conjunction_cursor.h"
#include "support/random_news.h"

namespace newsidx::search {
namespace {

using Postings = std::map<std::uint32_t, Score>;  // document -> score

// A cursor over a table. It counts how often it is moved.
class TableCursor final : public Cursor {
 public:
  TableCursor(Postings postings, std::size_t* move_count)
      : postings_(std::move(postings)), at_(postings_.begin()), move_count_(move_count) {
    show();
  }
  void next() override {
    ++at_;
    show();
  }
  void next_geq(std::uint32_t target) override {
    ++*move_count_;
    if (doc_ < target) at_ = postings_.lower_bound(target);
    show();
  }
  Score score() override { return at_->second; }
  Score max_score(std::uint32_t begin, std::uint32_t end) override {
    Score bound = 0;
    for (auto it = postings_.lower_bound(begin); it != postings_.end() && it->first < end; ++it) {
      bound = std::max(bound, it->second);
    }
    return bound;
  }
  std::uint64_t cost() const override { return postings_.size(); }
  Status status() const override { return {}; }

 private:
  void show() { doc_ = at_ == postings_.end() ? kNoMoreDocs : at_->first; }

  Postings postings_;
  Postings::const_iterator at_;
  std::size_t* move_count_;
};

Postings random_postings(testing::Dice& dice, std::uint32_t documents) {
  Postings postings;
  const std::uint32_t one_in = 1 + dice.below(40);
  for (std::uint32_t doc = 0; doc < documents; ++doc) {
    if (dice.one_in(one_in)) postings[doc] = 1 + dice.below(100);
  }
  return postings;
}

Postings walk(Cursor& cursor) {
  Postings postings;
  for (; cursor.doc() != kNoMoreDocs; cursor.next()) postings[cursor.doc()] = cursor.score();
  return postings;
}

Cursors cursors_over(const std::vector<Postings>& lists, std::size_t& moves) {
  Cursors cursors;
  for (const Postings& list : lists) cursors.push_back(std::make_unique<TableCursor>(list, &moves));
  return cursors;
}

std::vector<Postings> random_lists(testing::Dice& dice, std::uint32_t most) {
  std::vector<Postings> lists(1 + dice.below(most));
  for (Postings& list : lists) list = random_postings(dice, 300);
  return lists;
}

TEST_CASE("a union has the documents of all parts, with the sum or the best of their scores") {
  MESSAGE("seed 21");
  testing::Dice dice(21);
  std::size_t moves = 0;
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    const auto lists = random_lists(dice, 8);
    Postings sum;
    Postings best;
    for (const Postings& list : lists) {
      for (const auto& [doc, score] : list) {
        sum[doc] += score;
        best[doc] = std::max(best[doc], score);
      }
    }
    UnionCursor summing(cursors_over(lists, moves), Combine::sum);
    CHECK(walk(summing) == sum);
    UnionCursor choosing(cursors_over(lists, moves), Combine::dis_max);
    CHECK(walk(choosing) == best);
  }
}

TEST_CASE("a union skips: next_geq() stands where next() would, and leaves parts ahead alone") {
  MESSAGE("seed 22");
  testing::Dice dice(22);
  std::size_t moves = 0;
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    const auto lists = random_lists(dice, 8);
    UnionCursor walking(cursors_over(lists, moves), Combine::sum);
    UnionCursor skipping(cursors_over(lists, moves), Combine::sum);
    while (walking.doc() != kNoMoreDocs) {
      const std::uint32_t target = walking.doc() + dice.below(30);
      while (walking.doc() < target) walking.next();
      skipping.next_geq(target);
      REQUIRE(skipping.doc() == walking.doc());
      if (walking.doc() != kNoMoreDocs) REQUIRE(skipping.score() == walking.score());
    }
  }
  // One part far behind the others: they stand still while it is skipped through.
  std::vector<Postings> lists = {{{1, 1}, {2, 1}, {3, 1}, {4, 1}}};
  for (std::uint32_t i = 0; i < 100; ++i) lists.push_back({{1'000 + i, 1}});
  UnionCursor cursor(cursors_over(lists, moves), Combine::sum);
  moves = 0;
  for (std::uint32_t doc = 2; doc < 5; ++doc) cursor.next_geq(doc);
  CHECK(cursor.doc() == 4);
  CHECK(moves <= 3);
}

TEST_CASE("a conjunction has the documents of all required parts and of no excluded one") {
  MESSAGE("seed 23");
  testing::Dice dice(23);
  std::size_t moves = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const auto required = random_lists(dice, 3);
    const auto optional = random_lists(dice, 3);
    const auto excluded = random_lists(dice, 2);
    Postings expected;
    for (auto [doc, score] : required[0]) {
      const auto has_doc = [doc = doc](const Postings& list) { return list.contains(doc); };
      if (!std::all_of(required.begin(), required.end(), has_doc)) continue;
      if (std::any_of(excluded.begin(), excluded.end(), has_doc)) continue;
      for (std::size_t i = 1; i < required.size(); ++i) score += required[i].at(doc);
      for (const Postings& list : optional) score += has_doc(list) ? list.at(doc) : 0;
      expected[doc] = score;
    }
    const auto make = [&] {
      return ConjunctionCursor(cursors_over(required, moves), cursors_over(optional, moves),
                               cursors_over(excluded, moves));
    };
    ConjunctionCursor walking = make();
    CHECK(walk(walking) == expected);
    ConjunctionCursor bounded = make();
    for (std::uint32_t begin = 0; begin < 300; begin += 50) {
      const Score bound = bounded.max_score(begin, begin + 50);
      for (auto it = expected.lower_bound(begin); it != expected.end() && it->first < begin + 50;
           ++it) {
        CHECK(it->second <= bound);
      }
      bounded.next_geq(begin + 50);
    }
  }
}

}  // namespace
}  // namespace newsidx::search
