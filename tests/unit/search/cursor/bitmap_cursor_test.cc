#include "search/cursor/bitmap_cursor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "search/bulk/bitset.h"
#include "support/random_news.h"

namespace newsidx::search {
namespace {

TEST_CASE("a bitmap's cursor shows, marks and counts the set bits") {
  MESSAGE("seed 41");
  testing::Dice dice(41);
  for (const std::uint32_t documents : {1u, 63u, 64u, 65u, 5'000u}) {
    for (const std::uint32_t one_in : {1u, 2u, 50u, 100'000u}) {
      CAPTURE(documents);
      CAPTURE(one_in);
      std::vector<std::uint64_t> bits((documents + 63) / 64);
      std::vector<std::uint32_t> expected;
      for (std::uint32_t doc = 0; doc < documents; ++doc) {
        if (!dice.one_in(one_in)) continue;
        bits[doc / 64] |= std::uint64_t{1} << (doc % 64);
        expected.push_back(doc);
      }
      std::vector<std::uint32_t> shown;
      BitmapCursor walking(bits);
      CHECK(walking.exact_count() == expected.size());
      for (; walking.doc() != kNoMoreDocs; walking.next()) shown.push_back(walking.doc());
      CHECK(shown == expected);

      std::vector<std::uint32_t> marked;
      BitmapCursor marking(bits);
      for (std::uint32_t begin = 0; begin < documents; begin += 960) {
        Bitset<kWindowDocs> mask;
        marking.next_geq(begin);
        marking.fill_bitset(begin, std::min(begin + 960, documents), mask.words.data());
        mask.for_each([&](std::uint32_t index) { marked.push_back(begin + index); });
      }
      CHECK(marked == expected);

      for (std::uint32_t target = 0; target <= documents; target += 1 + dice.below(70)) {
        BitmapCursor jumping(bits);
        jumping.next_geq(target);
        const auto found = std::lower_bound(expected.begin(), expected.end(), target);
        CHECK(jumping.doc() == (found == expected.end() ? kNoMoreDocs : *found));
      }
    }
  }
}

}  // namespace
}  // namespace newsidx::search
