#include "source/stream/mac_lines.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "../source_fixture.h"
#include "support/string_stream.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

std::string read(const std::string& text, std::size_t step_bytes, std::size_t capacity) {
  StringStream stream(text, step_bytes);
  MacLines lines(stream);
  std::string all;
  std::string block(capacity, '\0');
  while (true) {
    const auto size = lines.read(block.data(), capacity);
    REQUIRE(size.has_value());
    if (*size == 0) return all;
    all.append(block, 0, *size);
  }
}

}  // namespace

TEST_CASE("ends of lines become known ones, up to the first that is") {
  struct Row {
    std::string text;
    std::string repaired;
  };
  const std::string long_text(100'000, 'x');
  const Row kRows[] = {
      {"", ""},
      {"a", "a"},
      {"\r", "\n"},
      {"a\rb\r\rc\r", "a\nb\n\nc\n"},
      {"a\rb\nc\rd", "a\nb\nc\rd"},
      {"a\rb\r\nc\rd\r", "a\nb\r\nc\rd\r"},
      {long_text + "\r" + long_text, long_text + "\n" + long_text},
  };
  for (const Row& row : kRows) {
    for (const std::size_t step_bytes : {1u << 20, 1u, 3u}) {
      for (const std::size_t capacity : {1u << 20, 1u, 2u}) {
        CAPTURE(row.text.substr(0, 20));
        CHECK(read(row.text, step_bytes, capacity) == row.repaired);
      }
    }
    std::string repaired = row.text;
    repair_mac_lines(repaired);
    CHECK(repaired == row.repaired);
  }
}

TEST_CASE("lines of Macs are told by the beginning of a text") {
  CHECK(has_mac_lines("a\rb"));
  for (const char* text : {"", "a", "a\r", "a\r\nb", "a\rb\n", "a\nb"}) {
    CAPTURE(text);
    CHECK(!has_mac_lines(text));
  }
}

TEST_CASE("a fault behind the last line is told when the line was read") {
  StringStream stream(std::vector<std::string>{"a\r", "b"});
  MacLines lines(stream);
  char byte = 0;
  REQUIRE(lines.read(&byte, 1).value_or(0) == 1);
  CHECK(!lines.read(&byte, 1).has_value());
  CHECK(lines.resume().value_or(false));
}

TEST_CASE("files of any kind are read as with other ends of lines") {
  struct Row {
    const char* name;
    std::string text;
  };
  const std::string mail =
      "From: a@b.example\nSubject: Harbour opens\nDate: Sat, 27 Aug 2016 02:17:00 +0000\n\n"
      "The harbour opened.\n";
  const Row kRows[] = {
      {"a.txt", "HARBOUR OPENS\n\nThe harbour opened on Friday.\n\nA second paragraph follows.\n"},
      {"a.jsonl", "{\"title\":\"A\",\"body\":\"a\"}\n{\"title\":\"B\",\"body\":\"b\"}\n"},
      {"a.json", "[\n{\"title\":\"A\",\"body\":\"a\"},\n{\"title\":\"B\",\"body\":\"b\"}\n]"},
      {"a.csv", "title,body\nA,a\nB,\"b\nc\"\n"},
      {"a.eml", mail},
      {"a.mbox", "From a@b Sat Aug 27 02:17:00 2016\n" + mail +
                     "\nFrom a@b Sat Aug 27 02:18:00 2016\n" + mail},
      {"a.md", "---\ntitle: Harbour\n---\n\nIt opened.\n\nIt closed.\n"},
      {"a.sgml", "<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>\nThe harbour\nopened.\n</TEXT>\n</DOC>\n"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TempFolder folder;
    std::string mac = row.text;
    std::ranges::replace(mac, '\n', '\r');
    std::string wide = "\xff\xfe";
    for (const char c : mac) wide += {c, '\0'};
    const Reading expected = read_all({folder.write(row.name, row.text)});
    REQUIRE(!expected.articles.empty());
    for (const std::string& bytes : {mac, wide}) {
      const Reading reading = read_all({folder.write(row.name, bytes)});
      REQUIRE(reading.articles.size() == expected.articles.size());
      CHECK(problems_of(reading, folder) == problems_of(expected, folder));
      for (std::size_t i = 0; i < reading.articles.size(); ++i) {
        CHECK(reading.articles[i].title == expected.articles[i].title);
        CHECK(reading.articles[i].body == expected.articles[i].body);
        CHECK(reading.articles[i].id == expected.articles[i].id);
      }
    }
  }
}
