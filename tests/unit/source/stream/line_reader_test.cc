#include "source/stream/line_reader.h"

#include <doctest/doctest.h>

#include <random>

#include "../source_fixture.h"
#include "source/stream/decompressed_stream.h"

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
  reader.start(*stream, stream->mark_bytes());
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

TEST_CASE("lines are joined in place, and come again after that") {
  const std::uint32_t seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  constexpr std::size_t kMaxLineBytes = 300'000;
  std::vector<std::string> expected;
  std::string text;
  for (int number = 0; number < 200; ++number) {
    expected.emplace_back(random() % (number % 10 == 0 ? 200'000 : 3000),
                          static_cast<char>('a' + random() % 26));
    text += expected.back() + '\n';
  }
  const TempFolder folder;
  auto stream = DecompressedStream::open(folder.write("a", text));
  REQUIRE(stream.has_value());
  LineReader reader(kMaxLineBytes);
  reader.start(*stream, stream->mark_bytes());
  for (std::size_t at = 0; at < expected.size(); ++at) {
    const auto line = reader.next();
    REQUIRE((line && *line));
    CHECK((*line)->text == expected[at]);
    CHECK((*line)->number == at + 1);
    std::string joined = expected[at];
    std::size_t last = at;
    for (std::size_t more = random() % 4; more > 0 && last + 1 < expected.size(); --more) {
      joined += '\n' + expected[++last];
      const auto extended = reader.extend();
      REQUIRE(extended.has_value());
      CHECK(extended->has_value() == (joined.size() <= kMaxLineBytes));
      if (!*extended) break;
      CHECK((*extended)->text == joined);
      CHECK((*extended)->byte == (*line)->byte);
    }
    if (last + 1 == expected.size()) {
      const auto extended = reader.extend();
      REQUIRE(extended.has_value());
      CHECK_FALSE(extended->has_value());
    }
    if (random() % 2 == 0 || joined.size() > kMaxLineBytes) {
      reader.go_back();
    } else {
      at = last;
    }
  }
  const auto end = reader.next();
  REQUIRE(end.has_value());
  CHECK_FALSE(end->has_value());
}
