#include "source/file_format.h"

#include <doctest/doctest.h>

#include "source_fixture.h"

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

TEST_CASE("the first character tells records from a page") {
  CHECK(format_of_text("{\"id\": 1}") == FileFormat::records);
  CHECK(format_of_text(" \r\n\t{}") == FileFormat::records);
  CHECK(format_of_text("A headline") == FileFormat::page);
  CHECK(format_of_text("  ") == FileFormat::page);
}
