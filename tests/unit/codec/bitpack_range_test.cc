#include "codec/bitpack_range.h"

#include <doctest/doctest.h>

#include "codec/bitpack.h"
#include "unit/codec/random_values.h"

using namespace newsidx::codec;

TEST_CASE("a range of a group is what unpacking all of it gives") {
  constexpr std::uint64_t kSeed = 8;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (unsigned bits = 0; bits <= kMaxBits; ++bits) {
    for (const std::size_t count : {1u, 2u, 5u, 31u, 64u, 126u, 127u, 128u}) {
      CAPTURE(bits);
      CAPTURE(count);
      const std::vector<std::uint32_t> values = random_values(random, count, bits);
      std::string packed;
      append_packed(packed, values, bits);
      const std::vector<char> exact(packed.begin(), packed.end());  // nothing to read behind it
      const std::string_view bytes(exact.data(), exact.size());
      for (std::size_t first = 0; first < count; first += 1 + below(random, 7)) {
        for (std::size_t end = first; end <= count; end += 1 + below(random, 9)) {
          std::vector<std::uint32_t> room(kGroupSize, 0xdeadbeef);
          const std::uint32_t* const range =
              unpack_range(bytes, bits, count, first, end, room.data());
          REQUIRE(range >= room.data());
          REQUIRE(range + (end - first) <= room.data() + room.size());
          REQUIRE(std::equal(range, range + (end - first), values.data() + first));
        }
      }
    }
  }
}
