#include "source/format/file_format.h"

#include <doctest/doctest.h>

#include "../source_fixture.h"
#include "source/format/file_name.h"
#include "source/stream/compression.h"

using namespace newsidx::source;

TEST_CASE("a file's name tells its format and its compression") {
  struct Row {
    const char* path;
    FileFormat format;
    Compression compression;
  };
  const Row kRows[] = {
      {"a.txt", FileFormat::page, Compression::none},
      {"a.TXT", FileFormat::page, Compression::none},
      {"a/b.jsonl", FileFormat::records, Compression::none},
      {"b.ndjson.gz", FileFormat::records, Compression::gzip},
      {"b.json.zst", FileFormat::json, Compression::zstd},
      {"b.txt.xz", FileFormat::page, Compression::xz},
      {"b.txt.BZ2", FileFormat::page, Compression::bzip2},
      {"b.jsonl.lz4", FileFormat::records, Compression::lz4},
      {"README.md", FileFormat::no_news, Compression::none},
      {"photo.jpg.gz", FileFormat::no_news, Compression::gzip},
      {"news.txt/picture", FileFormat::unknown, Compression::none},
      {"txt", FileFormat::unknown, Compression::none},
      {"", FileFormat::unknown, Compression::none},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.path);
    CHECK(format_of_name(row.path) == row.format);
    CHECK(compression_of_name(row.path) == row.compression);
  }
}

TEST_CASE("the first bytes tell the compression") {
  for (const std::string filter : {"gzip", "zstd", "xz", "bzip2", "lz4"}) {
    CAPTURE(filter);
    CHECK(std::string(name_of(compression_of_bytes(compressed("news", filter)))) == filter);
  }
  CHECK(compression_of_bytes(compressed("", "bzip2")) == Compression::bzip2);
  CHECK(compression_of_bytes("BZh is how this text begins") == Compression::none);
  CHECK(compression_of_bytes("{\"id\": 1}") == Compression::none);
  CHECK(compression_of_bytes("") == Compression::none);
}

TEST_CASE("contents tell the format, whatever the name") {
  struct Row {
    const char* head;
    FileFormat format;
  };
  const Row kRows[] = {
      {"{\"id\": 1}", FileFormat::records},
      {" \r\n\t{}", FileFormat::records},
      {"{Lead in braces}", FileFormat::unknown},
      {"A headline", FileFormat::unknown},
      {"  ", FileFormat::unknown},
      {"", FileFormat::unknown},
      {"<!DOCTYPE html><html>", FileFormat::html},
      {"\n<!-- saved -->\n<HTML lang=en>", FileFormat::html},
      {"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">", FileFormat::html},
      {"<div class=story>", FileFormat::html},
      {"<p>Text", FileFormat::html},
      {"<TITLE>News</TITLE>", FileFormat::html},
      {"<script>var a = 1;</script>", FileFormat::html},
      {"<META charset=utf-8><p>Text", FileFormat::html},
      {"<add><doc><field name=\"id\">1</field>", FileFormat::xml},
      {"<pre-war years", FileFormat::unknown},
      {"<?xml version=\"1.0\"?><rss version=\"2.0\">", FileFormat::xml},
      {"<feed xmlns=\"http://www.w3.org/2005/Atom\">", FileFormat::xml},
      {"<!-- made by hand --><urlset>", FileFormat::xml},
      {"<nitf>", FileFormat::xml},
      {"---\ntitle: Harbour\n---\nText", FileFormat::markdown},
      {"---\nText\n---\n", FileFormat::unknown},
      {"WARC/1.0\r\nWARC-Type: warcinfo\r\n", FileFormat::warc},
      {"PK\003\004", FileFormat::archive},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.head);
    CHECK(format_of_contents(row.head) == row.format);
  }
  CHECK(format_of_contents("Some text", "text/html") == FileFormat::html);
  CHECK(format_of_contents("{\"a\": 1}", "text/html") == FileFormat::html);
}

TEST_CASE("what is no news by its name") {
  struct Row {
    const char* path;
    const char* what;
  };
  const Row kRows[] = {
      {"a/photo.JPG", "picture"},
      {"main.cc", "program file"},
      {"LICENSE", "readme or licence file"},
      {"Readme.md", "readme or licence file"},
      {"README-de.txt", "readme or licence file"},
      {"stopwords_en.txt", "stop-word list"},
      {"stop-words.txt.gz", "stop-word list"},
      {"style.css", "style sheet"},
      {"clip.mp4.gz", "recording"},
      {"robots.txt", "settings file"},
      {"a.txt~", "unfinished file"},
      {"license-plate-scandal.txt", ""},
      {"history.txt", ""},
      {"story.readme.txt", ""},
      {"news.css.txt", ""},
      {"Trump in the U.S", ""},
      {"Fire in L.A", ""},
      {"Robots", ""},
      {"readme-my-lips", ""},
      {"readme-of-the-president", ""},
      {"index.php", ""},
      {"table.xls", ""},
      {"article", ""},
      {"", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.path);
    CHECK(no_news_by_name(row.path) == row.what);
  }
}

TEST_CASE("a name without a suffix, or with a number for one") {
  for (const char* name : {"article", "51060", "1.", "a/x.9141", "story.gz"}) {
    CAPTURE(name);
    CHECK(has_no_suffix(name));
  }
  for (const char* name : {"a.txt", "a.b", "x.1a"}) {
    CAPTURE(name);
    CHECK_FALSE(has_no_suffix(name));
  }
}
