#include "source/mail/header_words.h"

#include <doctest/doctest.h>

#include "source/mail/mail_charset.h"
#include "source/mail/transfer_encoding.h"

using namespace newsidx::source;

TEST_CASE("words of a field in any charset") {
  struct Row {
    const char* value;
    const char* text;
  };
  const Row kRows[] = {
      {"plain words", "plain words"},
      {" folded\r\n\tover  lines ", "folded over lines"},
      {"=?utf-8?q?Caf=C3=A9_news?=", "Café news"},
      {"=?UTF-8?B?Q2Fmw6kgbmV3cw==?=", "Café news"},
      {"=?iso-8859-1?Q?Caf=E9?= news", "Café news"},
      {"=?utf-8*en?q?Caf=C3=A9?=", "Café"},
      {"a =?utf-8?q?b?=\r\n =?utf-8?q?c?= d", "a bc d"},
      {"=?utf-8?b?ww==?=\r\n =?utf-8?b?qQ==?=", "é"},  // a character over two words
      {"=?gb2312?B?1tC5+g==?=", "中国"},
      {"=?koi8-r?B?79TX?=", "Отв"},
      {"=?eucgb2312_cn?b?1tC5+g==?=", "中国"},  // as Python's email writes it
      {"=?big5_tw?b?pKSw6g==?=", "中國"},
      {"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"},
      {"=?no-such?q?caf=C3=A9?=", "café"},
      {"caf\xc3\xa9 raw", "café raw"},
      {"caf\xe9 raw", "café raw"},
      {"=?utf-8?x?no?=", "=?utf-8?x?no?="},
      {"=?utf-8?q?no", "=?utf-8?q?no"},
      {"1 =? 2", "1 =? 2"},
      {"", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.value);
    CHECK(decode_header(row.value) == row.text);
  }
}

TEST_CASE("who an address shows") {
  CHECK(shown_address("Ada L. <ada@a.example>") == "Ada L.");
  CHECK(shown_address("\"L., Ada\" <ada@a.example>, b@b.example") == "L., Ada");
  CHECK(shown_address("=?utf-8?q?Zo=C3=AB?= <z@a.example>") == "Zoë");
  CHECK(shown_address("ada@a.example (Ada L.)") == "Ada L.");
  CHECK(shown_address("<ada@a.example>") == "ada@a.example");
  CHECK(shown_address("ada@a.example, b@b.example") == "ada@a.example");
  CHECK(shown_address("") == "");
}

TEST_CASE("parameters of a field") {
  CHECK(header_parameter("multipart/mixed; boundary=\"a;b\"; x=y", "boundary") == "a;b");
  CHECK(header_parameter("multipart/mixed;\r\n\tBOUNDARY=abc", "boundary") == "abc");
  CHECK(header_parameter("a/b; name*0=\"one\"; name*1=\"two\"", "name") == "onetwo");
  CHECK(header_parameter("a/b; boundary=\"a\\\"b\"", "boundary") == "a\"b");
  CHECK(header_parameter("a/b; boundary=\"open", "boundary") == "open");
  CHECK(header_parameter("a/b", "boundary") == "");
  CHECK(header_parameter("", "boundary") == "");
}

TEST_CASE("base64 and quoted-printable") {
  CHECK(decode_base64("b25l") == "one");
  CHECK(decode_base64("b2\r\n5l\r\n") == "one");
  CHECK(decode_base64("b24=") == "on");
  CHECK(decode_base64("b24=b25l") == "onone");
  CHECK(decode_base64("bw") == "o");
  CHECK(decode_base64("*b*2*5*l") == "one");
  CHECK(decode_quoted_printable("a=C3=a9b") == "aéb");
  CHECK(decode_quoted_printable("one=\r\ntwo= \t\nthree") == "onetwothree");
  CHECK(decode_quoted_printable("1=2, =XY, =") == "1=2, =XY, ");
  CHECK(decode_transfer("b25l", "BASE64") == "one");
  CHECK(decode_transfer("b25l", "8bit") == "b25l");
}

TEST_CASE("charsets of mails") {
  CHECK(mail_text_to_utf8("caf\xe9", "iso-8859-1") == "café");
  CHECK(mail_text_to_utf8("\x93x\x94", "ISO-8859-1") == "“x”");     // what is meant is Windows-1252
  CHECK(mail_text_to_utf8("caf\xc3\xa9", "iso-8859-1") == "café");  // it lies
  CHECK(mail_text_to_utf8("\xcf\xf0\xe8", "windows-1251") == "При");
  CHECK(mail_text_to_utf8("\xff\xff", "utf-8") != "");
  CHECK(mail_text_to_utf8("x", "//TRANSLIT") == "x");
  CHECK(mail_text_to_utf8("\x1b$BF|K\\\x1b(B", "iso-2022-jp") == "日本");
  CHECK(mail_text_to_utf8("a\x81", "shift_jis") == "a\xef\xbf\xbd");
}
