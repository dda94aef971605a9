#include "codec/norm.h"

#include <doctest/doctest.h>

#include <vector>

using newsidx::codec::decode_norm;
using newsidx::codec::encode_norm;

namespace {

// Lucene's SmallFloat, from its definition: decode by code, encode by search for the largest code
// whose value is not above the length.
std::uint64_t lucene_int4_to_long(unsigned code) {
  const std::uint64_t bits = code & 7;
  const int shift = static_cast<int>(code >> 3) - 1;
  return shift == -1 ? bits : (bits | 8) << shift;
}

std::uint64_t lucene_byte4_to_int(unsigned code) {
  constexpr unsigned kMaxInt4 = 231;  // longToInt4(Integer.MAX_VALUE)
  constexpr unsigned kFreeValues = 255 - kMaxInt4;
  return code < kFreeValues ? code : kFreeValues + lucene_int4_to_long(code - kFreeValues);
}

unsigned lucene_int_to_byte4(std::uint64_t length) {
  unsigned code = 255;
  while (lucene_byte4_to_int(code) > length) --code;
  return code;
}

// Every length up to a few thousand, then all around each value of a code.
std::vector<std::uint32_t> telling_lengths() {
  std::vector<std::uint32_t> lengths;
  for (std::uint32_t length = 0; length < 5000; ++length) lengths.push_back(length);
  for (unsigned code = 100; code < 256; ++code) {
    const auto value = static_cast<std::uint32_t>(lucene_byte4_to_int(code));
    for (const std::uint32_t length : {value - 1, value, value + 1}) {
      if (length <= INT32_MAX) lengths.push_back(length);
    }
  }
  return lengths;
}

}  // namespace

TEST_CASE("norms are Lucene's") {
  CHECK(encode_norm(0) == 0);
  CHECK(encode_norm(INT32_MAX) == 255);
  for (unsigned code = 0; code < 256; ++code) {
    CAPTURE(code);
    CHECK(decode_norm(static_cast<std::uint8_t>(code)) == lucene_byte4_to_int(code));
  }
  for (const std::uint32_t length : telling_lengths()) {
    CAPTURE(length);
    REQUIRE(encode_norm(length) == lucene_int_to_byte4(length));
  }
}

TEST_CASE("short lengths are exact, long ones lose less than a ninth, and none grows") {
  for (const std::uint32_t length : telling_lengths()) {
    CAPTURE(length);
    const std::uint32_t decoded = decode_norm(encode_norm(length));
    if (length <= 40) REQUIRE(decoded == length);
    REQUIRE(decoded <= length);
    REQUIRE(std::uint64_t{length - decoded} * 9 < length + (length == 0));
  }
}

TEST_CASE("a longer document never has a smaller norm") {
  for (std::uint32_t length = 1; length < 100'000; ++length) {
    REQUIRE(encode_norm(length - 1) <= encode_norm(length));
  }
  for (unsigned code = 1; code < 256; ++code) {
    CHECK(decode_norm(static_cast<std::uint8_t>(code - 1)) <
          decode_norm(static_cast<std::uint8_t>(code)));
  }
  CHECK(encode_norm(UINT32_MAX) == encode_norm(INT32_MAX));
}
