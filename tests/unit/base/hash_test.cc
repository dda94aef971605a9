#include "base/hash.h"

#include <doctest/doctest.h>

using namespace newsidx;

// Golden values: checksums and fingerprints on disk depend on them.
TEST_CASE("the hash is XXH3 and does not change") {
  CHECK(hash64("") == 0x2d06800538d394c2u);
  CHECK(hash64("newsidx") == 3899534617298749096u);
  CHECK(hash128("") == Hash128{0x6001c324468d497fu, 0x99aa06d3014798d8u});
}

TEST_CASE("a streaming hash keeps its parts apart") {
  StreamingHash one, two;
  one.add("ab");
  one.add("c");
  two.add("a");
  two.add("bc");
  CHECK(one.digest() != two.digest());
}
