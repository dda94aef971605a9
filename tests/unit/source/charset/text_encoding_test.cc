#include "source/charset/text_encoding.h"

#include <doctest/doctest.h>

#include "base/utf8.h"

using namespace newsidx;
using namespace newsidx::source;
using namespace std::string_literals;

TEST_CASE("text of two and four bytes a character is told by its name") {
  struct Row {
    std::string head;
    std::string_view encoding;
  };
  const Row kRows[] = {
      {"\xff\xfe\0\0T\0\0\0"s, "UTF-32"},
      {"\0\0\xfe\xff\0\0\0T"s, "UTF-32"},
      {"T\0\0\0i\0\0\0"s, "UTF-32"},
      {"\0\0\0T\0\0\0i"s, "UTF-32"},
      {"\xff\xfeT\0"s, "UTF-16"},
      {"\xfe\xff\0T"s, "UTF-16"},
      {"{\0\"\0"s, "UTF-16"},
      {"\0{\0\""s, "UTF-16"},
      {"\xff\xfe"s, "UTF-16"},
      {"Text", ""},
      {"\0\0\0\0"s, ""},
      {"T\0"s, ""},
      {"", ""},
      {"\x7f"
       "ELF\2\1\1\0"s,
       ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.head);
    CHECK(wide_encoding_of(row.head) == row.encoding);
  }
}

TEST_CASE("bytes that are no UTF-8 are Windows-1252 where they make sense as that") {
  struct Row {
    const char* name;
    std::string text;
    std::string repaired;
    std::size_t decoded;
    std::size_t replaced;
  };
  const Row kRows[] = {
      {"UTF-8", "café – “x”", "café – “x”", 0, 0},
      {"letters",
       "Caf\xe9 fran\xe7"
       "ais, \xc9lys\xe9"
       "e",
       "Café français, Élysée", 4, 0},
      {"quotes and dashes",
       "\x93x\x94 \x96 it\x92s\x85 \x80"
       "5",
       "“x” – it’s… €5", 6, 0},
      {"signs",
       "\xa3"
       "5 100\xb0 \xa9\xa0"
       "2016 \xbfqu\xe9?",
       "£5 100° ©\u00a02016 ¿qué?", 6, 0},
      {"two side by side",
       "cr\xe9\xe9"
       "e, na\xefvet\xe9",
       "créée, naïveté", 4, 0},
      {"with some UTF-8",
       "caf\xe9 \xe0 cr\xe8me br\xfbl\xe9"
       "e d\xe9j\xe0 vu \xe9t\xe9 na\xefve é",
       "café à crème brûlée déjà vu été naïve é", 10, 0},
      {"UTF-8 with one bad byte", "é è ü ö \xe9 ä", "é è ü ö \ufffd ä", 0, 1},
      {"cut UTF-8", "a long text, cut \xe2\x80", "a long text, cut \ufffd", 0, 1},
      {"cut letter", "caf\xc3", "caf\ufffd", 0, 1},
      {"cut emoji", "cut \xf0\x9f", "cut \ufffd", 0, 1},
      {"Windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd", 0, 6},
      {"Windows-1250", "Wa\xb3\xeasa", "Wa\ufffd\ufffdsa", 0, 2},
      {"no character of it", "a\x81 caf\xe9", "a\ufffd caf\ufffd", 0, 2},
      {"no letters", "\xff\xfe\xff", "\ufffd\ufffd\ufffd", 0, 3},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    std::string text = row.text;
    const RepairedBytes repaired = repair_encoding(text);
    CHECK(text == row.repaired);
    CHECK(repaired.decoded == row.decoded);
    CHECK(repaired.replaced == row.replaced);
    CHECK(is_valid_utf8(text));
  }
}
