// Windows of all matches against sets of documents.
#include "search/algorithm/match_windows.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "search/cursor/bitmap_cursor.h"
#include "search/cursor/conjunction_cursor.h"
#include "support/random_news.h"
#include "support/segmented_index.h"

namespace newsidx::search {
namespace {

constexpr std::uint32_t kDocuments = 50'000;  // several windows, the last one cut

using Bits = std::vector<std::uint64_t>;

Bits random_bits(testing::Dice& dice) {
  constexpr std::uint32_t kSpreads[] = {1, 3, 100, 9'000};
  const std::uint32_t spread = kSpreads[dice.below(4)];
  Bits bits(kDocuments / 64 + 1);
  for (std::uint32_t doc = dice.below(spread); doc < kDocuments;
       doc += 1 + dice.below(2 * spread)) {
    bits[doc / 64] |= std::uint64_t{1} << (doc % 64);
  }
  return bits;
}

bool has(const Bits& bits, std::uint32_t doc) { return (bits[doc / 64] >> (doc % 64) & 1) != 0; }

std::vector<Bits> random_lists(testing::Dice& dice, std::uint32_t least, std::uint32_t most) {
  std::vector<Bits> lists(least + dice.below(most - least + 1));
  for (Bits& list : lists) list = random_bits(dice);
  return lists;
}

Cursors cursors_over(const std::vector<Bits>& lists, std::uint32_t begin) {
  Cursors cursors;
  for (const Bits& list : lists) {
    cursors.push_back(std::make_unique<BitmapCursor>(list));
    cursors.back()->next_geq(begin);
  }
  sort_by_cost(cursors);
  return cursors;
}

TEST_CASE("windows have the documents of a union and of an intersection, each once") {
  MESSAGE("seed 35");
  testing::Dice dice(35);
  for (int round = 0; round < 40; ++round) {
    const std::vector<Bits> lists = random_lists(dice, 1, 4);
    const std::vector<Bits> excluded = random_lists(dice, 0, 2);
    const std::uint32_t size = 64 + dice.below(500) * 64;
    std::vector<std::uint32_t> any;
    std::vector<std::uint32_t> all;
    const auto into = [](std::vector<std::uint32_t>& docs) {
      return [&docs](std::uint32_t begin, const MatchWindow& window) {
        window.for_each([&](std::uint32_t index) { docs.push_back(begin + index); });
      };
    };
    for (std::uint32_t begin = 0; begin < kDocuments; begin += size) {
      const Scan scan{.document_count = kDocuments,
                      .range = {begin, std::min(begin + size, kDocuments)}};
      testing::need(union_windows(cursors_over(lists, begin), cursors_over(excluded, begin), scan,
                                  into(any)));
      testing::need(intersection_windows(cursors_over(lists, begin), cursors_over(excluded, begin),
                                         scan, into(all)));
    }
    std::vector<std::uint32_t> expected_any;
    std::vector<std::uint32_t> expected_all;
    for (std::uint32_t doc = 0; doc < kDocuments; ++doc) {
      const auto has_doc = [doc](const Bits& bits) { return has(bits, doc); };
      if (std::any_of(excluded.begin(), excluded.end(), has_doc)) continue;
      if (std::any_of(lists.begin(), lists.end(), has_doc)) expected_any.push_back(doc);
      if (std::all_of(lists.begin(), lists.end(), has_doc)) expected_all.push_back(doc);
    }
    CHECK(any == expected_any);
    CHECK(all == expected_all);
  }
}

}  // namespace
}  // namespace newsidx::search
