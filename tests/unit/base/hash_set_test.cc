#include "base/hash_set.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx;

TEST_CASE("a hash is new once, through all growth") {
  HashSet set;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 10'000; ++i) CHECK(set.insert(hash128(std::to_string(i))) == (round == 0));
  }
  for (int i = 0; i < 20'000; ++i) CHECK(set.contains(hash128(std::to_string(i))) == (i < 10'000));
  CHECK(set.memory_bytes() >= 10'000 * sizeof(Hash128));
}

TEST_CASE("the hash of all zeros is a hash like any other") {
  HashSet set;
  CHECK_FALSE(set.contains(Hash128{}));
  CHECK(set.insert(Hash128{}));
  CHECK(set.contains(Hash128{}));
  CHECK_FALSE(set.insert(Hash128{}));
}
