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

TEST_CASE("the encoding of a small file is told by all of its head") {
  struct Row {
    const char* name;
    std::string head;
    std::string charset;
  };
  const Row kRows[] = {
      {"Polish",
       "title,body\nBurza,\"Minister powiedzia\xb3 we wtorek, \xbf"
       "e nowy port zostanie otwarty wiosn\xb9, a promy zn\xf3w b\xea"
       "d\xb9 kursowa\xe6.\"\n",
       "CP1250"},
      {"Turkish",
       "title,body\nF\xfdrt\xfdna,\"Bakan sal\xfd g\xfcn\xfc yeni liman\xfdn ilkbaharda "
       "a\xe7\xfdlaca\xf0\xfdn\xfd s\xf6yledi.\"\n",
       "CP1254"},
      {"German",
       "title,body\nSturm,\"Der Minister f\xfcr \xd6l sagte am Dienstag, da\xdf gr\xf6\xdf"
       "ere H\xe4"
       "fen n\xf6tig w\xe4ren.\"\n",
       ""},
      {"French",
       "title,body\nTemp\xeate,\"Le minist\xe8re a d\xe9"
       "clar\xe9 mardi que le nouveau port serait ouvert au d\xe9"
       "but de l'\xe9t\xe9.\"\n",
       ""},
      {"one byte of damage", "title,body\nA,\"The port is \xb3open\".\n", ""},
      {"a few in much text",
       "title,body\nA,\"" + std::string(500, 'x') + " \xb3\xb9\xbf\xe6\xea.\"\n", ""},
      {"UTF-8", "title,body\nA,\"wiosn\u0105, b\u0119d\u0105 kursowa\u0107\".\n", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(foreign_charset_of(row.head) == row.charset);
  }
}
