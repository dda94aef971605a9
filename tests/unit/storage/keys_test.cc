#include "storage/keys.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "storage/family.h"

using namespace newsidx::storage;

namespace {

constexpr std::uint8_t kText = 0;  // numbers of fields
constexpr std::uint8_t kTitle = 1;
constexpr std::uint8_t kKeyword = 4;
constexpr std::uint8_t kSurface = 5;

}  // namespace

TEST_CASE("keys sort by segment, then field, term, chunk") {
  const std::vector<std::vector<std::string>> kAscending = {
      {term_page_key(1, kText, 0, 0), term_page_key(1, kText, 0, 1),
       term_page_key(1, kText, 0, 256), term_page_key(1, kText, 1, 0),
       term_page_key(1, kText, 70'000, 0), term_index_key(1, kText), term_page_key(1, kTitle, 0, 0),
       term_page_key(1, kSurface, 0, 0), term_index_key(1, kSurface),
       term_page_key(1, kSurface, kTermIndexPage, 1), term_page_key(2, kText, 0, 0),
       term_page_key(256, kText, 0, 0), term_page_key(UINT32_MAX, kText, 0, 0)},
      {chunk_key(1, 0, 0), chunk_key(1, 0, 1), chunk_key(1, 0, 256), chunk_key(1, 1, 0),
       chunk_key(1, 70'000, 0), chunk_key(2, 0, 0)},
      {column_key(1, "text", 0), column_key(1, "text", 300), column_key(1, "title", 0),
       column_key(2, "a", 0)},
      {doc_key(0, 0), doc_key(0, 255), doc_piece_key(0, 255, 1), doc_piece_key(0, 255, 256),
       doc_key(0, 256), doc_key(1, 0), doc_key(UINT32_MAX, 0)},
      {manifest_key(0), manifest_key(255), manifest_key(256), segment_info_key(1),
       segment_info_key(256)},
      {live_key(1, 2, 0), live_key(1, 2, 1), live_key(1, 256, 0), live_key(2, 0, 0)},
      {id_key(1, ""), id_key(1, "a"), id_key(1, "ab"), id_key(2, "a")},
  };
  for (const auto& keys : kAscending) {
    CHECK(std::is_sorted(keys.begin(), keys.end()));
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
  }
}

TEST_CASE("keys start with their segment's prefix") {
  const std::string prefix = segment_prefix(7);
  for (const std::string& key : {term_page_key(7, kText, 3, 1), chunk_key(7, 1, 2),
                                 column_key(7, "published", 0), id_key(7, "a")}) {
    CHECK(key.starts_with(prefix));
    CHECK(key < segment_prefix(8));
  }
}

TEST_CASE("the end of a prefix is the least key behind it") {
  struct Row {
    std::string prefix;
    std::string end;
  };
  const Row kRows[] = {
      {"", ""},
      {"a", "b"},
      {"a\xff", "b"},
      {"\xff\xff", ""},
      {std::string(1, '\0'), "\1"},
      {segment_prefix(255), segment_prefix(256).substr(0, 3)},
      {"a\x7f", "a\x80"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.prefix);
    CHECK(prefix_end(row.prefix) == row.end);
    if (row.end.empty()) continue;
    CHECK(row.prefix + std::string(20, '\xff') < row.end);
  }
}

TEST_CASE("the key of a page is taken apart again") {
  const std::string key = term_page_key(9, kKeyword, 70'000, 300);
  const auto parsed = parse_term_page_key(key);
  REQUIRE(parsed);
  CHECK((*parsed == TermPageKey{kKeyword, 70'000, 300}));
  CHECK(key.starts_with(term_field_prefix(9, kKeyword)));
  for (const std::string& broken :
       {key.substr(0, 10), key + '\0', std::string("\0\0\0\1\7oil", 8)}) {
    CHECK_FALSE(parse_term_page_key(broken));
  }
  const auto later = parse_term_page_key(std::string("\0\0\0\1\xfe\0\0\0\0\0\0", 11));
  REQUIRE(later);
  CHECK(later->field == 0xfe);  // of later versions
}

TEST_CASE("the key of an article is taken apart again") {
  CHECK(parse_doc_key(doc_key(3, 4))->number == 4);
  CHECK(parse_doc_key(doc_key(3, 4))->piece == 0);
  const auto piece = parse_doc_key(doc_piece_key(3, 4, 5));
  REQUIRE(piece);
  CHECK(piece->store == 3);
  CHECK(piece->piece == 5);
  CHECK_FALSE(parse_doc_key(doc_piece_key(3, 4, 0)));
  CHECK_FALSE(parse_doc_key(doc_key(3, 4) + "x"));
  CHECK_FALSE(parse_doc_key("1234567"));
}

TEST_CASE("each family has a name of its own") {
  std::vector<std::string_view> names(kFamilyNames.begin(), kFamilyNames.end());
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK(name_of(Family::live) == "live");
}

TEST_CASE("a text in a key is bounded, found by its start, and not mixed up with others") {
  CHECK(bounded_key_text("a1") == "a1");
  const std::string longest(kMaxKeyTextBytes, 'x');
  CHECK(bounded_key_text(longest) == longest);
  std::string umlauts;
  while (umlauts.size() <= kMaxKeyTextBytes) umlauts += "\u00fc";
  std::vector<std::string> bounded;
  for (const std::string& text :
       {longest + "a", longest + "b", std::string(1'000'000, 'x'), umlauts, umlauts + "\u00fc"}) {
    bounded.push_back(bounded_key_text(text));
    CHECK(bounded.back().size() <= kMaxKeyTextBytes);
    CHECK(bounded.back().starts_with(text.substr(0, kKeptKeyTextBytes)));
    CHECK(newsidx::is_valid_utf8(bounded.back()));
    CHECK(bounded_key_text(bounded.back()) == bounded.back());
    CHECK(id_key(7, text) == segment_prefix(7) + bounded.back());
  }
  std::sort(bounded.begin(), bounded.end());
  CHECK(std::adjacent_find(bounded.begin(), bounded.end()) == bounded.end());
  CHECK(bounded_key_text(std::string(300, 'n'), 256).size() == 256);
}
