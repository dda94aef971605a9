#include "source/charset/decode_text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "base/utf8.h"
#include "source/charset/charset_label.h"

using namespace newsidx;
using namespace newsidx::source;
using namespace std::string_literals;

TEST_CASE("labels mean what browsers take them for") {
  struct Row {
    const char* label;
    const char* name;
  };
  const Row kRows[] = {{"utf-8", "UTF-8"},
                       {"UTF8", "UTF-8"},
                       {"iso-8859-1", "CP1252"},
                       {"ISO-8859-1", "CP1252"},
                       {" latin1 ", "CP1252"},
                       {"us-ascii", "CP1252"},
                       {"\"windows-1251\"", "CP1251"},
                       {"gb2312", "GB18030"},
                       {"GBK", "GB18030"},
                       {"big5", "BIG5-HKSCS"},
                       {"Shift_JIS", "CP932"},
                       {"euc-kr", "CP949"},
                       {"iso-8859-9", "CP1254"},
                       {"koi8-r", "KOI8-R"},
                       {"no-such", ""},
                       {"", ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.label);
    CHECK(charset_of_label(row.label) == row.name);
  }
}

TEST_CASE("what a page says of its charset") {
  struct Row {
    const char* html;
    const char* label;
  };
  const Row kRows[] = {
      {"<meta charset=utf-8>", "utf-8"},
      {"<head><META CHARSET = 'big5' /></head>", "big5"},
      {"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
       "windows-1251"},
      {"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><html>", "ISO-8859-15"},
      {"<!-- <meta charset=big5> --><meta charset=euc-jp>", "euc-jp"},
      {"<meta name=description content=none><meta charset=gbk>", "gbk"},
      {"<p>charset=utf-8</p>", ""},
      {"<!-- <meta charset=big5>", ""},
      {"<meta charset", ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.html);
    CHECK(declared_label(row.html) == row.label);
  }
}

TEST_CASE("text of any encoding becomes UTF-8") {
  using From = DecodedText::From;
  struct Row {
    const char* name;
    std::string bytes;
    const char* label;
    std::string text;
    From from;
  };
  const Row kRows[] = {
      {"ASCII", "oil", "", "oil", From::utf8},
      {"UTF-8", "caf\xc3\xa9", "", "café", From::utf8},
      {"UTF-8 whatever is said", "caf\xc3\xa9", "iso-8859-1", "café", From::utf8},
      {"a mark of UTF-8",
       "\xef\xbb\xbf"
       "a",
       "windows-1251", "a", From::mark},
      {"Windows-1252 for Latin-1", "caf\xe9 \x93x\x94", "iso-8859-1", "café “x”", From::label},
      {"Cyrillic", "\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251", "Привет", From::label},
      {"Cyrillic of mail", "\xf0\xd2\xc9\xd7\xc5\xd4", "koi8-r", "Привет", From::label},
      {"Chinese", "\xd6\xd0\xce\xc4", "gb2312", "中文", From::label},
      {"four bytes of GB 18030", "\x81\x30\x86\x30", "gbk", "¸", From::label},
      {"Chinese of Taiwan", "\xa4\xa4\xa4\xe5", "big5", "中文", From::label},
      {"Japanese", "\x93\xfa\x96\x7b", "shift_jis", "日本", From::label},
      {"Japanese of Unix", "\xc6\xfc\xcb\xdc", "euc-jp", "日本", From::label},
      {"Japanese of mail", "\x1b$BF|K\\\x1b(B", "iso-2022-jp", "日本", From::label},
      {"Korean", "\xc7\xd1\xb1\xb9", "euc-kr", "한국", From::label},
      {"a mark of UTF-16",
       "\xff\xfe"
       "a\0\xe9\0"s,
       "", "aé", From::mark},
      {"UTF-16, the other order", "\xfe\xff\0a\0\xe9"s, "utf-8", "aé", From::mark},
      {"UTF-16 without a mark", "a\0b\0"s, "", "ab", From::mark},
      {"a page that is not what it says", "caf\xe9, th\xe9", "utf-16", "café, thé", From::detected},
      {"nothing", "", "", "", From::utf8}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const DecodedText decoded = decode_text(row.bytes, row.label);
    CHECK(decoded.text == row.text);
    CHECK(decoded.from == row.from);
    CHECK(decoded.replaced == 0);
  }
}

TEST_CASE("encodings that nobody names are detected") {
  std::string russian;  // in Windows-1251
  for (int i = 0; i < 20; ++i) {
    russian +=
        "\xd1\xee\xe2\xe5\xf2 \xe3\xee\xf0\xee\xe4\xe0 \xf0\xe5\xf8\xe8\xeb, "
        "\xf7\xf2\xee \xec\xee\xf1\xf2 \xe1\xf3\xe4\xe5\xf2. ";
  }
  const DecodedText decoded = decode_text(russian, "");
  CHECK(decoded.charset == "CP1251");
  CHECK(decoded.text.starts_with("Совет города решил, что мост будет."));
  CHECK(decoding_note(decoded) == "read as CP1251 (detected)");
}

TEST_CASE("what is ill-formed is replaced and counted") {
  const DecodedText japanese = decode_text("\x93\xfa\x81", "shift_jis");
  CHECK(japanese.text == "日\ufffd");
  CHECK(japanese.replaced == 1);
  CHECK(decoding_note(japanese) == "1 ill-formed sequences of CP932 replaced");
  std::string mixed;
  for (int i = 0; i < 10; ++i) mixed += "na\xc3\xafve ";
  const DecodedText repaired = decode_text(mixed + "caf\xe9", "utf-8");
  CHECK(is_valid_utf8(repaired.text));
  CHECK(repaired.decoded + repaired.replaced == 1);
}

TEST_CASE("the label of the transport goes before that of the page") {
  const std::array<std::string_view, 2> labels = {"", "windows-1251"};
  CHECK(decode_text("\xcf\xf0\xe8", labels).text == "При");
  const std::array<std::string_view, 2> both = {"koi8-r", "windows-1251"};
  CHECK(decode_text("\xf0\xd2\xc9", both).text == "При");
}

TEST_CASE("where ISO 8859 would have control characters, it is Windows' encoding") {
  // "Žluťoučký kůň oznámil, že obléhání skončí." in Windows-1250
  const std::string line =
      "\x8elu\x9dou\xe8k\xfd k\xf9\xf2 ozn\xe1mil, \x9e"
      "e obl\xe9h\xe1n\xed skon\xe8\xed. ";
  std::string bytes;
  for (int i = 0; i < 10; ++i) bytes += line;
  const DecodedText decoded = decode_text(bytes, "");
  CHECK(decoded.charset == "CP1250");
  CHECK(decoded.replaced == 0);
  CHECK(decoded.text.starts_with("Žluťoučký kůň oznámil, že obléhání skončí."));
}
