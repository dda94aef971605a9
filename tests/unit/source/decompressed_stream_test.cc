#include "source/decompressed_stream.h"

#include <doctest/doctest.h>

#include <random>

#include "source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

struct Content {
  std::string text;
  std::string error;  // that it ended with
};

Content content_of(const std::string& path, std::size_t step = 10'000) {
  auto stream = DecompressedStream::open(path);
  if (!stream) return {"", stream.error().message};
  Content content;
  std::string buffer(step, '\0');
  while (true) {
    const auto count = stream->read(buffer.data(), buffer.size());
    if (!count) {
      content.error = count.error().message;
      return content;
    }
    if (*count == 0) return content;
    content.text.append(buffer, 0, *count);
  }
}

// Text that packs about as news does, longer than any buffer in between.
std::string long_text(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < 700'000) text += "word" + std::to_string(random() % 5000) + ' ';
  return text;
}

constexpr const char* kFilters[] = {"none", "gzip", "zstd", "xz", "bzip2", "lz4"};

}  // namespace

TEST_CASE("every compression gives the text back, whatever the file is called") {
  const TempFolder folder;
  const std::string long_one = long_text(1);
  for (const std::string filter : kFilters) {
    CAPTURE(filter);
    for (const std::string& text : {std::string("x"), std::string(8192, 'a'), long_one}) {
      CAPTURE(text.size());
      const std::string path = folder.write("file", compressed(text, filter));
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
  // libarchive cannot write an empty lz4 file.
  for (const std::string filter : {"gzip", "zstd", "xz", "bzip2"}) {
    CAPTURE(filter);
    const Content content = content_of(folder.write("b", compressed("", filter)));
    CHECK(content.text == "");
    CHECK(content.error == "");
  }
}

TEST_CASE("several members are one text, and zeros behind them are padding") {
  const TempFolder folder;
  for (const std::string filter : {"gzip", "zstd", "xz", "bzip2"}) {
    CAPTURE(filter);
    const std::string bytes = compressed("one\n", filter) + compressed("two\n", filter);
    CHECK(content_of(folder.write("a", bytes)).text == "one\ntwo\n");
  }
  const Content padded =
      content_of(folder.write("a.gz", compressed("one", "gzip") + std::string(512, '\0')));
  CHECK(padded.text == "one");
  CHECK(padded.error == "");
}

TEST_CASE("what stands in front of a cut is read") {
  const TempFolder folder;
  const std::string text = long_text(2);
  for (const std::string filter : {"gzip", "zstd", "xz", "bzip2", "lz4"}) {
    CAPTURE(filter);
    std::string bytes = compressed(text, filter);
    bytes.resize(bytes.size() * 3 / 4);
    const Content content = content_of(folder.write("a", bytes));
    CHECK(content.error.find("cut off") != std::string::npos);
    CHECK(text.starts_with(content.text));
    if (filter == "gzip") {
      CHECK(content.text.size() > text.size() / 2);
    }
  }
  // gzip gives out every byte in front of the cut, so that even a small file is not lost whole.
  std::string small = compressed("a short text, then nothing", "gzip");
  small.resize(small.size() - 8);  // the checksum and the length
  const Content content = content_of(folder.write("a.gz", small));
  CHECK(content.text == "a short text, then nothing");
  CHECK(content.error == "the gzip data is cut off");
}

TEST_CASE("damage is told") {
  const TempFolder folder;
  std::string bytes = compressed("some news", "gzip");
  bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 1);  // in the checksum
  const Content wrong_sum = content_of(folder.write("a.gz", bytes));
  CHECK(wrong_sum.text == "some news");
  CHECK(wrong_sum.error == "the gzip data is damaged: incorrect data check");

  const Content garbage_behind =
      content_of(folder.write("b.gz", compressed("x", "gzip") + "garbage"));
  CHECK(garbage_behind.text == "x");
  CHECK(garbage_behind.error == "the gzip data is damaged: incorrect header check");

  CHECK(content_of(folder.write("c.jsonl.gz", "{\"id\": 1}")).error ==
        "not gzip data, as its name says (try: rename it)");
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
