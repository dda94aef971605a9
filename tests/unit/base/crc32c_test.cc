#include "base/crc32c.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using newsidx::crc32c;
using newsidx::crc32c_by_table;

TEST_CASE("the values of RFC 3720, appendix B.4") {
  std::string ascending;
  std::string descending;
  for (char c = 0; c < 32; ++c) {
    ascending.push_back(c);
    descending.push_back(static_cast<char>(31 - c));
  }
  CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aa);
  CHECK(crc32c(std::string(32, '\xff')) == 0x62a8ab43);
  CHECK(crc32c(ascending) == 0x46dd794e);
  CHECK(crc32c(descending) == 0x113fdb5c);
  CHECK(crc32c("123456789") == 0xe3069283);  // the check value of the catalogue of CRCs
  CHECK(crc32c("") == 0);
  CHECK(crc32c("56789", crc32c("1234")) == 0xe3069283);
}

TEST_CASE("with the processor's instruction and without it") {
  std::mt19937 random(7);
  for (std::size_t size = 0; size < 300; ++size) {
    std::string bytes(size, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const auto before = static_cast<std::uint32_t>(random());
    CHECK(crc32c(bytes, before) == crc32c_by_table(bytes, before));
  }
}
