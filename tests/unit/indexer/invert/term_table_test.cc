#include "indexer/invert/term_table.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "segment/field.h"
#include "support/random_news.h"

namespace newsidx::indexer {
namespace {

using segment::Field;

TEST_CASE("a key keeps its number; the same term of another field is another key") {
  TermTable table;
  CHECK(table.intern(Field::text, "oil") == 0);
  CHECK(table.intern(Field::title, "oil") == 1);
  CHECK(table.intern(Field::text, "") == 2);
  CHECK(table.intern(Field::text, "oil") == 0);
  CHECK(table.size() == 3);
  CHECK(table.key(1) == std::string("\1oil"));
  CHECK(table.field(1) == Field::title);
}

TEST_CASE("the order is that of the bytes, also for keys that came after it was asked for") {
  MESSAGE("seed 61");
  testing::Dice dice(61);
  TermTable table;
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 100; ++i) {
      std::string term;
      for (std::uint32_t length = dice.below(6); length > 0; --length) {
        term += static_cast<char>(dice.below(256));
      }
      static_cast<void>(table.intern(static_cast<Field>(dice.below(3)), term));
    }
    const auto& sorted = table.sorted();
    REQUIRE(sorted.size() == table.size());
    CHECK(std::is_sorted(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
      return table.key(a) < table.key(b);
    }));
  }
}

}  // namespace
}  // namespace newsidx::indexer
