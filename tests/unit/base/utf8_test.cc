#include "base/utf8.h"

#include <doctest/doctest.h>

using namespace newsidx;

TEST_CASE("ill-formed UTF-8 is repaired as the Unicode Standard recommends") {
  struct Row {
    std::string name;
    std::string text;
    std::string repaired;
    std::size_t replaced_count;
  };
  const std::string kBad = "\xef\xbf\xbd";
  const Row kRows[] = {
      {"ASCII", "plain text of more than eight bytes", "plain text of more than eight bytes", 0},
      {"two to four bytes", "é € 😀", "é € 😀", 0},
      {"stray continuation", "a\x80z", "a" + kBad + "z", 1},
      {"Latin-1", "caf\xe9 au lait", "caf" + kBad + " au lait", 1},
      {"cut at the end", "abc\xe2\x82", "abc" + kBad, 1},
      {"overlong slash", "\xc0\xaf", kBad + kBad, 2},
      {"surrogate", "\xed\xa0\x80", kBad + kBad + kBad, 3},
      {"beyond U+10FFFF", "\xf5\x80", kBad + kBad, 2},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    std::string text = row.text;
    CHECK(is_valid_utf8(text) == (row.replaced_count == 0));
    CHECK(repair_utf8(text) == row.replaced_count);
    CHECK(text == row.repaired);
    CHECK(is_valid_utf8(text));
  }
}

TEST_CASE("code points survive encoding and decoding") {
  for (const char32_t code_point : {U'a', U'é', U'€', U'😀', char32_t{0x10ffff}}) {
    std::string text;
    append_utf8(text, code_point);
    const CodePoint back = decode_utf8(text, 0);
    CHECK(back.well_formed);
    CHECK(back.value == code_point);
    CHECK(back.size == text.size());
    CHECK(utf8_floor(text + "x", text.size() - 1) == 0);
  }
}
