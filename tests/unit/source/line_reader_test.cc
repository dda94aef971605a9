#include "source/line_reader.h"

#include <doctest/doctest.h>

#include <random>

#include "source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

struct OwnedLine {
  std::string text;
  std::uint64_t number = 0;
  std::uint64_t byte = 0;
  bool too_long = false;
  bool operator==(const OwnedLine&) const = default;
};

std::vector<OwnedLine> lines_of(const std::string& path, std::uint64_t max_line_bytes) {
  auto stream = DecompressedStream::open(path);
  REQUIRE(stream.has_value());
  LineReader reader(max_line_bytes);
  reader.start(*stream);
  std::vector<OwnedLine> lines;
  while (true) {
    const auto line = reader.next();
    REQUIRE(line.has_value());
    if (!line->has_value()) return lines;
    const Line& found = **line;
    lines.push_back({std::string(found.text), found.number, found.byte, found.too_long});
  }
}

}  // namespace

TEST_CASE("lines end with LF or CRLF, the last one with the text") {
  struct Row {
    const char* name;
    std::string text;
    std::vector<OwnedLine> lines;
  };
  const Row kRows[] = {
      {"empty", "", {}},
      {"one", "a", {{"a", 1, 0}}},
      {"ended", "a\n", {{"a", 1, 0}}},
      {"blank", "\n\na\n", {{"", 1, 0}, {"", 2, 1}, {"a", 3, 2}}},
      {"CRLF", "a\r\nb\r\n", {{"a", 1, 0}, {"b", 2, 3}}},
      {"mark",
       "\xef\xbb\xbf"
       "a\nb",
       {{"a", 1, 3}, {"b", 2, 5}}},
      {"at the limit", "12345678\n1\n", {{"12345678", 1, 0}, {"1", 2, 9}}},
      {"over the limit", "123456789\n1\n", {{"", 1, 0, true}, {"1", 2, 10}}},
      {"last too long", "1\n123456789", {{"1", 1, 0}, {"", 2, 2, true}}},
  };
  const TempFolder folder;
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(lines_of(folder.write("a", row.text), 8) == row.lines);
  }
}

TEST_CASE("lines of every length come out as a plain split of the text has them") {
  const std::uint32_t seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  constexpr std::size_t kMaxLineBytes = 300'000;
  std::string text;
  std::vector<OwnedLine> expected;
  for (std::uint64_t number = 1; number <= 400; ++number) {
    const std::size_t most = number % 40 == 0 ? 700'000 : 3000;
    const std::string line(random() % most, static_cast<char>('a' + random() % 26));
    const bool too_long = line.size() > kMaxLineBytes;
    expected.push_back({too_long ? "" : line, number, text.size(), too_long});
    text += line + '\n';
  }
  const TempFolder folder;
  CHECK(lines_of(folder.write("a", text), kMaxLineBytes) == expected);
  CHECK(lines_of(folder.write("b", compressed(text, "zstd")), kMaxLineBytes) == expected);
}
