#include "codec/bitpack.h"

#include <doctest/doctest.h>

#include "unit/codec/random_values.h"

using namespace newsidx::codec;

namespace {

// The layouts of FORMAT.md, "Packed integers", bit by bit.
std::string packed_naively(const std::vector<std::uint32_t>& values, unsigned bits) {
  std::string out(packed_size(values.size(), bits), '\0');
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (unsigned bit = 0; bit < bits; ++bit) {
      std::size_t place;  // of the bit in the output
      if (values.size() == kGroupSize) {
        const std::size_t in_lane = i / 4 * bits + bit;
        place = (in_lane / 32 * 4 + i % 4) * 32 + in_lane % 32;
      } else {
        place = i * bits + bit;
      }
      if ((values[i] >> bit & 1) != 0)
        out[place / 8] = static_cast<char>(out[place / 8] | 1 << place % 8);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("packed integers are as FORMAT.md says, and come back") {
  constexpr std::uint64_t kSeed = 1;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (unsigned bits = 0; bits <= kMaxBits; ++bits) {
    for (const std::size_t count : {0u, 1u, 2u, 5u, 31u, 64u, 126u, 127u, 128u}) {
      CAPTURE(bits);
      CAPTURE(count);
      std::vector<std::uint32_t> values = random_values(random, count, bits);
      if (count > 0 && bits > 0) values[count / 2] = UINT32_MAX >> (32 - bits);
      std::string bytes = "before";
      append_packed(bytes, values, bits);
      REQUIRE(bytes == "before" + packed_naively(values, bits));

      std::vector<std::uint32_t> back(count, 0xdeadbeef);
      unpack(std::string_view(bytes).substr(6), bits, back);
      REQUIRE(back == values);
    }
  }
}

TEST_CASE("the bits needed are those of the largest value") {
  CHECK(bits_needed({}) == 0);
  for (unsigned bits = 1; bits <= kMaxBits; ++bits) {
    const std::vector<std::uint32_t> values = {0, std::uint32_t{1} << (bits - 1), 0};
    CHECK(bits_needed(values) == bits);
  }
}

TEST_CASE("gaps become ascending numbers, modulo 2^32") {
  constexpr std::uint64_t kSeed = 2;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (const std::size_t count : {0u, 1u, 127u, 128u}) {
    for (const unsigned bits : {0u, 7u, 25u, 32u}) {
      for (const std::uint32_t base : {0u, 1000u, UINT32_MAX}) {
        CAPTURE(count);
        CAPTURE(bits);
        CAPTURE(base);
        std::vector<std::uint32_t> values = random_values(random, count, bits);
        std::vector<std::uint32_t> expected;
        std::uint32_t before = base;
        for (const std::uint32_t gap : values) expected.push_back(before += gap + 1);
        restore_ascending(base, values);
        CHECK(values == expected);
      }
    }
  }
}
