#include "search/cursor/bitmap_cursor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "search/bulk/bitset.h"
#include "support/random_news.h"

namespace newsidx::search {
namespace {

// Walks, marks and jumps.
void check(const BitmapCursor& cursor, const std::vector<std::uint32_t>& expected,
           std::uint32_t documents) {
  std::vector<std::uint32_t> shown;
  BitmapCursor walking = cursor;
  CHECK(walking.exact_count() == expected.size());
  for (; walking.doc() != kNoMoreDocs; walking.next()) shown.push_back(walking.doc());
  CHECK(shown == expected);

  std::vector<std::uint32_t> marked;
  BitmapCursor marking = cursor;
  for (std::uint32_t begin = 0; begin < documents; begin += 960) {
    Bitset<kWindowDocs> mask;
    marking.next_geq(begin);
    marking.fill_bitset(begin, std::min(begin + 960, documents), mask.words.data());
    mask.for_each([&](std::uint32_t index) { marked.push_back(begin + index); });
  }
  CHECK(marked == expected);

  for (std::uint32_t target = 0; target <= documents; target += 1 + documents / 70) {
    BitmapCursor jumping = cursor;
    jumping.next_geq(target);
    const auto found = std::lower_bound(expected.begin(), expected.end(), target);
    CHECK(jumping.doc() == (found == expected.end() ? kNoMoreDocs : *found));
  }
}

TEST_CASE("a bitmap's cursor shows, marks and counts the set bits, or the others") {
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
      check(BitmapCursor(bits), expected, documents);
      std::vector<std::uint32_t> others;
      for (std::uint32_t doc = 0; doc < documents; ++doc) {
        if (!std::ranges::binary_search(expected, doc)) others.push_back(doc);
      }
      check(BitmapCursor::outside(bits, expected.size(), documents), others, documents);
    }
  }
}

}  // namespace
}  // namespace newsidx::search
