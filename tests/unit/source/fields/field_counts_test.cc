#include "source/fields/field_counts.h"

#include <doctest/doctest.h>

using namespace newsidx::source;

TEST_CASE("unused fields are counted over records and workers, the most frequent first") {
  FieldCounts counts;
  CHECK(counts.empty());
  CHECK(counts.summary().empty());
  counts.add({"notes", "raw"});
  counts.add({"raw"});
  FieldCounts other;
  other.add({"raw", "x", "y"});
  counts.add(other);
  CHECK(counts.summary() == "raw (3), notes (1), x (1), y (1)");
  CHECK(counts.summary(2) == "raw (3), notes (1), 2 others");
  CHECK(counts.summary(3) == "raw (3), notes (1), x (1), 1 other");
  for (int i = 0; i < 2000; ++i) counts.add({"n" + std::to_string(i)});
  CHECK(counts.summary(1) == "raw (3), more than 999 others");
}
