#include "source/format/input_format.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx::source;

TEST_CASE("text is told from other bytes by its control characters") {
  const std::string kWire =
      "\x01"
      "0042 3 pol 0187\r\n\x02Port reopens\r\n  The port is open.\x03\r\n271017 AUG 16\x04";
  struct Row {
    std::string bytes;
    bool is_binary;
  };
  const Row kRows[] = {
      {"", false},
      {"The port is open.\r\n\tIt was closed.\f\x1a", false},
      {"The captain\x19s boat came late, and so did the pilot\x19s.",
       false},  // U+2019, without its upper byte
      {"Caf\xe9 of the captain, d\xe9j\xe0 vu", false},
      {"\x83"
       "e\x83X\x83g \x93\xfa\x96{\x8c\xea",
       false},  // Shift JIS
      {"\x1b$BF|K\\\x1b(B", false},
      {"\x1b[1mThe port\x1b[0m is open, \b\bs", false},
      {kWire, false},
      {std::string("text\0", 5), true},
      {"\x10\x05\x91\x14\xf0\x1fZk", true},
      {"\x05\x06\x10\x11\x12 abc", true},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.bytes);
    CHECK(is_binary(row.bytes) == row.is_binary);
  }
}
