#include "source/warc/payload_kind.h"

#include <doctest/doctest.h>

#include <string>

#include "../source_fixture.h"
#include "support/packed.h"

using namespace newsidx::source;

namespace {

const std::string kPage = "<!DOCTYPE html><html><body><p>The port is open.</body></html>";
const std::string kText =
    "Port reopens\n\nThe port is open again, the harbour master said on Saturday.\n";

}  // namespace

TEST_CASE("what a server sent is told by its contents, then by its type and name") {
  const std::string zip = packed(ARCHIVE_FORMAT_ZIP, {{"a.txt", kText}});
  const std::string bytes("\x93\0\x01\x02\x7f\x05text", 10);
  struct Row {
    const char* name;
    std::string type;
    std::string body;
    std::string kind;
    std::string url = "http://a.example/1";
  };
  const Row kRows[] = {
      {"bytes that are a page", "application/octet-stream", kPage, ""},
      {"of the old kind", "binary/octet-stream", kPage, ""},
      {"unknown", "unknown/unknown", kPage, ""},
      {"another unknown", "application/x-unknown", kPage, ""},
      {"x-html", "text/x-html", kPage, ""},
      {"no type", "", kPage, ""},
      {"no slash", "html", kPage, ""},
      {"any", "*/*", kPage, ""},
      {"a page for a picture", "image/jpeg", kPage, ""},
      {"a page for a script", "text/javascript", "\n <HTML>" + kPage, ""},
      {"a PDF", "application/x-download", "%PDF-1.4", ""},
      {"a feed", "application/octet-stream", "<rss version=\"2.0\"><channel>", ""},
      {"records", "application/octet-stream", "{\"title\": \"A\", \"body\": \"b\"}\n", ""},
      {"text", "application/octet-stream", kText, ""},
      {"text of a type of its own", "text/x-news", "News.", ""},
      {"a table", "text/csv", "title,body\nA,b\n", ""},
      {"a table of Excel", "application/vnd.ms-excel", "title,body\nA,b\n", ""},
      {"a zip", "application/zip", zip, "archive"},
      {"a zip of no type", "", zip, "archive"},
      {"RTF", "application/rtf", "{\\rtf1 News.}", "RTF document"},
      {"RTF as text", "text/rtf", "{\\rtf1 News.}", "RTF document"},
      {"bytes", "application/octet-stream", bytes, "binary file"},
      {"bytes of a program", "application/octet-stream", bytes, "program file",
       "http://a.example/a.exe?x=1"},
      {"a script of no type", "", "var a = 1; var b = 2; if (a > b) { a = b; } return a + b;",
       "program file", "https://a.example/x/a.js"},
      {"a host that is no name", "", kText, "", "https://a.example.py"},
      {"a beacon", "", "ok", "unrecognized file"},
      {"a play list", "application/x-mpegurl", "#EXTM3U\nA play list of many words and more.\n",
       "unrecognized file"},
      {"a picture", "image/png", "\x89PNG\r\n", "picture"},
      {"a picture of no type", "", "GIF89a", "picture"},
      {"a drawing", "image/svg+xml", "<svg/>", "picture"},
      {"a film", "video/mp4", bytes, "recording"},
      {"a style", "text/css", "a {}", "style sheet"},
      {"a font", "font/woff2", bytes, "font"},
      {"a calendar", "text/calendar", "BEGIN:VCALENDAR", "calendar"},
      {"nothing", "application/octet-stream", "", "empty page"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(left_out_payload(row.type, row.url, "", row.body) == row.kind);
  }
}

TEST_CASE("what was packed to be sent is told by what is in it") {
  const std::string fields = "Content-Encoding: gzip\r\n";
  CHECK(left_out_payload("", "", fields, compressed(kPage, "gzip")) == "");
  CHECK(left_out_payload("", "", fields, compressed(kPage + std::string(100'000, ' '), "gzip")) ==
        "");
  CHECK(left_out_payload("", "", "Transfer-Encoding: chunked\r\n", "99999\r\n" + kPage) == "");
  CHECK(left_out_payload("", "", fields, compressed("GIF89a..", "gzip")) == "picture");
  CHECK(left_out_payload("", "", fields, compressed(std::string(8 << 20, ' '), "gzip")) ==
        "binary file");
}
