#include "base/bytes.h"

#include <doctest/doctest.h>

using namespace newsidx;

TEST_CASE("big-endian integers sort as numbers do") {
  std::string small, large;
  append_be(small, std::uint32_t{0x00ff});
  append_be(large, std::uint32_t{0x0100});
  CHECK(small == std::string("\x00\x00\x00\xff", 4));
  CHECK(small < large);
}

TEST_CASE("what is appended is read back") {
  std::string bytes;
  append_le(bytes, std::uint32_t{0x12345678});
  append_be(bytes, std::uint64_t{42});
  for (const std::uint64_t value : {0ull, 127ull, 128ull, 300ull, ~0ull})
    append_varint(bytes, value);
  append_prefixed(bytes, "word");

  ByteReader in(bytes);
  CHECK(in.le<std::uint32_t>() == 0x12345678);
  CHECK(in.be<std::uint64_t>() == 42);
  for (const std::uint64_t value : {0ull, 127ull, 128ull, 300ull, ~0ull})
    CHECK(in.varint() == value);
  CHECK(in.prefixed() == "word");
  CHECK(in.at_end());
  CHECK(in.ok());
}

TEST_CASE("a reader of short or wild input turns bad and stays bad") {
  SUBCASE("short integer") {
    ByteReader in("abc");
    CHECK(in.le<std::uint32_t>() == 0);
    CHECK_FALSE(in.ok());
    CHECK(in.le<std::uint8_t>() == 0);  // nothing is read after a fault
  }
  SUBCASE("length beyond the end") {
    ByteReader in(
        "\x7f"
        "abc");
    CHECK(in.prefixed().empty());
    CHECK_FALSE(in.ok());
  }
  SUBCASE("endless varint") {
    const std::string bytes(11, '\xff');
    ByteReader in(bytes);
    in.varint();
    CHECK_FALSE(in.ok());
  }
  SUBCASE("varint too large for 32 bits") {
    std::string bytes;
    append_varint(bytes, std::uint64_t{1} << 32);
    ByteReader in(bytes);
    in.varint32();
    CHECK_FALSE(in.ok());
  }
}
