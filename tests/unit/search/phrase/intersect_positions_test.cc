#include "search/phrase/intersect_positions.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "codec/position_block.h"
#include "support/random_news.h"

namespace newsidx::search {
namespace {

std::vector<std::uint32_t> ascending(testing::Dice& dice, std::size_t count, std::uint32_t reach) {
  std::set<std::uint32_t> numbers;
  while (numbers.size() < count) numbers.insert(dice.below(reach));
  return {numbers.begin(), numbers.end()};
}

TEST_CASE("starts are kept that the positions follow") {
  MESSAGE("seed 41");
  testing::Dice dice(41);
  for (const std::size_t start_count : {0u, 1u, 2u, 16u, 100u}) {
    for (const std::size_t count :
         {0u, 1u, 15u, 16u, 17u, 31u, 32u, 33u, 47u, 48u, 49u, 64u, 300u}) {
      for (const std::uint32_t reach : {300u, 2'000u, 1u << 29}) {
        CAPTURE(start_count);
        CAPTURE(count);
        CAPTURE(reach);
        const std::uint32_t offset = dice.below(4);
        std::vector<std::uint32_t> starts = ascending(dice, start_count, reach);
        std::vector<std::uint32_t> positions = ascending(dice, count, reach);
        std::vector<std::uint32_t> expected;
        for (const std::uint32_t start : starts) {
          if (std::binary_search(positions.begin(), positions.end(), start + offset)) {
            expected.push_back(start);
          }
        }
        positions.resize(count + codec::kPositionPadding, UINT32_MAX);
        starts.resize(intersect_positions(starts, std::span(positions).first(count), offset));
        CHECK(starts == expected);
      }
    }
  }
}

}  // namespace
}  // namespace newsidx::search
