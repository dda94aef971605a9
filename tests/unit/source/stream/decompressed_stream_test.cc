#include "source/stream/decompressed_stream.h"

#include <doctest/doctest.h>

#include "../source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

TEST_CASE("every compression gives the text back, whatever the file is called") {
  const TempFolder folder;
  const std::string long_one = long_text(1);
  for (const std::string format : {"none", "gzip", "zstd", "xz", "bzip2", "lz4"}) {
    CAPTURE(format);
    for (const std::string& text : {std::string("x"), std::string(8192, 'a'), long_one}) {
      CAPTURE(text.size());
      const std::string path = folder.write("file", compressed(text, format));
      for (const std::size_t step : {std::size_t{777}, std::size_t{1} << 20}) {
        const Content content = content_of(path, step);
        CHECK(content.error == "");
        CHECK(content.text == text);
      }
    }
  }
}

TEST_CASE("nothing at all is no text and no error") {
  const TempFolder folder;
  for (const char* name : {"a", "a.gz", "a.zst"}) {
    const Content content = content_of(folder.write(name, ""));
    CHECK(content.text == "");
    CHECK(content.error == "");
  }
}

TEST_CASE("a file that is not what its name says, or none") {
  const TempFolder folder;
  const std::string plain = folder.write("c.jsonl.gz", "{\"id\": 1}");
  CHECK(content_of(plain).text == "{\"id\": 1}");
  CHECK(content_of(plain).error.empty());
  const auto stream = DecompressedStream::open(plain);
  REQUIRE(stream);
  CHECK(stream->claimed_in_vain() == Compression::gzip);
  CHECK(content_of(folder.path("missing")).error == "No such file or directory");
  CHECK(content_of(folder.path()).error == "Is a directory");
}

TEST_CASE("a text that expands without measure is given up") {
  const TempFolder folder;
  // Zeros pack so well that a packed file of them packs again; only one layer is ever undone.
  const std::string once = compressed(std::string(std::size_t{80} << 20, 'a'), "bzip2");
  const Content content = content_of(folder.write("bomb.bz2", once), std::size_t{1} << 20);
  CHECK(content.error == "the compressed data expands more than 100,000 times");
  CHECK(content.text.size() < std::size_t{70} << 20);
  const Content twice = content_of(folder.write("twice", compressed(once, "zstd")));
  CHECK(twice.text == once);
}

TEST_CASE("a byte order mark is no text") {
  const TempFolder folder;
  const std::string path = folder.write("a", "\xef\xbb\xbfnews");
  CHECK(content_of(path).text == "news");
  const auto stream = DecompressedStream::open(path);
  REQUIRE(stream.has_value());
  CHECK(stream->mark_bytes() == 3);
  CHECK(stream->head() == "news");
  CHECK(stream->text_bytes() == 7);
  CHECK(stream->input_bytes() == 7);
}
