// Rice codes: numbers come back, and damaged bits are refused.
#include "codec/rice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "unit/codec/random_values.h"

namespace newsidx::codec {
namespace {

std::string coded(const std::vector<std::uint32_t>& numbers, unsigned k) {
  std::string bytes;
  BitWriter bits(bytes);
  for (const std::uint32_t number : numbers) bits.rice(number, k);
  bits.finish();
  return bytes;
}

TEST_CASE("numbers come back from their codes") {
  Random random(11);
  for (unsigned k = 0; k < 32; ++k) {
    CAPTURE(k);
    for (const std::size_t count : kBlockEdges) {
      std::vector<std::uint32_t> numbers = random_values(random, count, std::min(k + 4, 32u));
      if (k > 20) numbers[0] = UINT32_MAX;
      const std::string bytes = coded(numbers, k);
      BitReader bits(bytes);
      for (const std::uint32_t number : numbers) REQUIRE(bits.rice(k) == number);
      CHECK(bits.ok());
      CHECK(bits.bits_left() < 8);
    }
  }
}

TEST_CASE("the bits of codes are those of the format") {
  CHECK(coded({0, 1, 2, 3}, 0) == std::string("\x25\x02", 2));  // 1 01 001 0001, lowest bit first
  CHECK(coded({5, 2}, 1) == "\x2c");                            // 001 1, 01 0
}

TEST_CASE("the best parameter takes no more bits than any other") {
  Random random(12);
  for (unsigned bits = 0; bits < 14; ++bits) {
    const std::vector<std::uint32_t> numbers = random_values(random, 100, bits);
    const std::size_t best = coded(numbers, best_rice_parameter(numbers)).size();
    for (unsigned k = 0; k < 16; ++k) CHECK(best <= coded(numbers, k).size());
  }
  CHECK(best_rice_parameter({}) == 0);
}

TEST_CASE("a reader does not go beyond its bytes") {
  BitReader none("");
  CHECK(none.rice(0) == 0);
  CHECK_FALSE(none.ok());
  const std::string zeros(4, '\0');  // a one never comes
  BitReader endless(zeros);
  CHECK(endless.rice(3) == 0);
  CHECK_FALSE(endless.ok());
  BitReader large("\xff\xff\xff\xff\xff");  // low bits are missing
  CHECK(large.rice(31) != 0);
  CHECK(large.ok());
  CHECK(large.rice(31) == 0);
  CHECK_FALSE(large.ok());
  std::string wide(600'000'000 / 8 / 100, '\0');
  wide.back() = '\x01';
  BitReader too_large(wide);  // 2^31 times its zeros
  CHECK(too_large.rice(31) == 0);
  CHECK_FALSE(too_large.ok());
}

}  // namespace
}  // namespace newsidx::codec
