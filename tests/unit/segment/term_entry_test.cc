#include "segment/term_entry.h"

#include <doctest/doctest.h>

#include "unit/codec/random_values.h"

using namespace newsidx;
using namespace newsidx::segment;

namespace {

constexpr std::uint32_t kDocumentLimit = 1000;

// Three blocks: 128 + 128 + 44 postings.
TermEntry long_entry(bool is_inline, bool has_positions) {
  TermEntry entry;
  entry.document_count = 300;
  entry.occurrence_count = 400;
  entry.max_impact = 900;
  entry.has_positions = has_positions;
  entry.has_spans = has_positions;
  entry.is_inline = is_inline;
  entry.directory.last_docs = {200, 500, 999};
  entry.directory.impacts = {100, 900, 300};
  entry.directory.superblock_impacts = {900};
  if (is_inline) {
    entry.directory.postings = {{0, 0}, {0, 9}, {0, 20}};
    if (has_positions) entry.directory.positions = {{0, 0}, {0, 5}, {0, 6}};
    entry.inline_postings = "the postings of three blocks";
    if (has_positions) entry.inline_positions = "positions";
  } else {
    entry.term_number = 77;
    entry.directory.postings = {{0, 0}, {0, 60'000}, {1, 0}};
    if (has_positions) entry.directory.positions = {{0, 0}, {1, 0}, {2, 0}};
  }
  return entry;
}

TermEntry short_entry() {
  TermEntry entry;
  entry.document_count = 3;
  entry.occurrence_count = 5;
  entry.max_impact = 1234;
  entry.has_positions = entry.is_inline = true;
  entry.directory = {{kDocumentLimit - 1}, {1234}, {1234}, {{0, 0}}, {{0, 0}}};
  entry.inline_postings = "postings";
  entry.inline_positions = "positions";
  return entry;
}

std::string bytes_of(const TermEntry& entry) {
  std::string bytes;
  append_term_entry(bytes, entry);
  return bytes;
}

void check_same(const TermEntry& left, const TermEntry& right) {
  CHECK(left.document_count == right.document_count);
  CHECK(left.occurrence_count == right.occurrence_count);
  CHECK(left.max_impact == right.max_impact);
  CHECK(left.has_positions == right.has_positions);
  CHECK(left.has_spans == right.has_spans);
  CHECK(left.is_inline == right.is_inline);
  CHECK(left.term_number == right.term_number);
  CHECK(left.directory.last_docs == right.directory.last_docs);
  CHECK(left.directory.impacts == right.directory.impacts);
  CHECK(left.directory.superblock_impacts == right.directory.superblock_impacts);
  CHECK((left.directory.postings == right.directory.postings));
  CHECK((left.directory.positions == right.directory.positions));
  CHECK(left.inline_postings == right.inline_postings);
  CHECK(left.inline_positions == right.inline_positions);
}

}  // namespace

TEST_CASE("term entries come back") {
  for (const TermEntry& entry : {short_entry(), long_entry(true, true), long_entry(true, false),
                                 long_entry(false, true), long_entry(false, false)}) {
    const std::string bytes = bytes_of(entry);
    const auto back = parse_term_entry(bytes, kDocumentLimit);
    REQUIRE(back);
    check_same(*back, entry);
    const auto counts = parse_term_counts(bytes);
    REQUIRE(counts);
    CHECK(counts->document_count == entry.document_count);
    CHECK(counts->occurrence_count == entry.occurrence_count);
  }
}

TEST_CASE("the last block holds what the others do not") {
  const TermEntry entry = long_entry(true, true);
  CHECK(entry.postings_in_block(0) == 128);
  CHECK(entry.postings_in_block(1) == 128);
  CHECK(entry.postings_in_block(2) == 44);
  CHECK(short_entry().postings_in_block(0) == 3);
}

TEST_CASE("what a writer would not have written is refused") {
  struct Row {
    std::string name;
    void (*damage)(TermEntry&);
    const char* message;
  };
  const Row kRows[] = {
      {"no documents", [](TermEntry& e) { e.document_count = 0; }, "counts out of range"},
      {"too many documents", [](TermEntry& e) { e.document_count = 1001; }, "counts out of range"},
      {"fewer occurrences than documents", [](TermEntry& e) { e.occurrence_count = 299; },
       "counts out of range"},
      {"documents do not ascend", [](TermEntry& e) { e.directory.last_docs[1] = 200; },
       "last documents of blocks do not ascend"},
      {"document outside the segment", [](TermEntry& e) { e.directory.last_docs[2] = 1000; },
       "last documents of blocks do not ascend"},
      {"impact above the list's", [](TermEntry& e) { e.directory.impacts[0] = 901; },
       "the largest impact is not that of a block"},
      {"impacts all below the list's", [](TermEntry& e) { e.directory.impacts[1] = 899; },
       "the largest impact is not that of a block"},
      {"first block not at the start",
       [](TermEntry& e) {
         e.directory.postings[0] = {0, 2};
       },
       "addresses of blocks are out of order"},
      {"inline block in a chunk",
       [](TermEntry& e) {
         e.directory.postings[2] = {1, 0};
       },
       "addresses of blocks are out of order"},
      {"inline positions in a chunk",
       [](TermEntry& e) {
         e.directory.positions[1] = {1, 0};
       },
       "addresses of blocks are out of order"},
      {"blocks on top of each other",
       [](TermEntry& e) {
         e.directory.positions[2] = {0, 5};
       },
       "addresses of blocks are out of order"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    TermEntry entry = long_entry(true, true);
    row.damage(entry);
    const std::string bytes = bytes_of(entry);
    const auto parsed = parse_term_entry(bytes, kDocumentLimit);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::corruption);
    CHECK(parsed.error().to_string() == "term entry: " + std::string(row.message));
  }
}

TEST_CASE("a chunk left out, or begun in its middle, is refused") {
  for (const BlockAddress address :
       {BlockAddress{2, 0}, BlockAddress{1, 1}, BlockAddress{0, 59'999}}) {
    TermEntry entry = long_entry(false, true);
    entry.directory.postings[2] = address;
    CHECK_FALSE(parse_term_entry(bytes_of(entry), kDocumentLimit));
  }
}

TEST_CASE("unknown flags and every truncation are refused") {
  for (const TermEntry& entry : {short_entry(), long_entry(true, true), long_entry(false, true)}) {
    std::string bytes = bytes_of(entry);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(parse_term_entry(std::string_view(bytes).substr(0, size), kDocumentLimit));
    }
    CHECK_FALSE(parse_term_entry(bytes + "x", kDocumentLimit));
    bytes[0] = static_cast<char>(bytes[0] | 8);
    CHECK_FALSE(parse_term_entry(bytes, kDocumentLimit));
    CHECK_FALSE(parse_term_counts(bytes));
  }
  CHECK_FALSE(parse_term_counts(""));
}

TEST_CASE("damaged bytes give an error or an entry, and never a crash") {
  constexpr std::uint64_t kSeed = 8;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  const std::string kEntries[] = {bytes_of(short_entry()), bytes_of(long_entry(true, true)),
                                  bytes_of(long_entry(false, true))};
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string bytes = codec::damaged(random, kEntries[round % 3]);
    const auto entry = parse_term_entry(bytes, kDocumentLimit);
    refused += !entry;
    if (entry) REQUIRE(entry->directory.block_count() == (entry->document_count + 127) / 128);
  }
  CHECK(refused > 5'000);
}
