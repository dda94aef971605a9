#include "segment/term_entry.h"

#include <doctest/doctest.h>

#include "base/status_macros.h"
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
  append_list_head(bytes, entry);
  return bytes;
}

// As a list is opened: the record of the dictionary, then the head.
Result<TermEntry> opened(const TermEntry& entry, std::string_view head) {
  NEWSIDX_ASSIGN_OR_RETURN(TermEntry back,
                           entry_of(record_of(entry), entry.has_positions, kDocumentLimit));
  NEWSIDX_RETURN_IF_ERROR(read_list_head(head, kDocumentLimit, back));
  return back;
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
    const auto back = opened(entry, bytes);
    REQUIRE(back);
    check_same(*back, entry);
  }
}

TEST_CASE("directories of any size come back") {
  constexpr std::uint64_t kSeed = 9;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  for (const std::size_t blocks : {2u, 3u, 31u, 32u, 33u, 127u, 128u, 129u, 130u, 257u, 2'000u}) {
    CAPTURE(blocks);
    TermEntry entry;
    entry.document_count = static_cast<std::uint32_t>(blocks * 128 - codec::below(random, 128));
    entry.occurrence_count = entry.document_count;
    entry.has_positions = codec::below(random, 2) == 0;
    entry.term_number = 3;
    std::uint32_t last = 0;
    Directory& directory = entry.directory;
    for (std::size_t block = 0; block < blocks; ++block) {
      directory.last_docs.push_back(last += codec::below(random, 1'000));
      ++last;
      directory.impacts.push_back(static_cast<Impact>(codec::below(random, 65'536)));
      entry.max_impact = std::max(entry.max_impact, directory.impacts.back());
      for (auto* addresses : {&directory.postings, &directory.positions}) {
        BlockAddress next;
        if (block > 0) {
          next = addresses->back();
          const std::uint32_t step = 1 + codec::below(random, 3'000);
          const bool fits = next.offset + step <= 65'535;
          next.chunk = static_cast<std::uint16_t>(next.chunk + (fits ? 0 : 1));
          next.offset = static_cast<std::uint16_t>(fits ? next.offset + step : 0);
        }
        addresses->push_back(next);
      }
    }
    if (!entry.has_positions) directory.positions.clear();
    std::string bytes;
    append_directory(bytes, directory, entry.max_impact);
    ByteReader in(bytes);
    const auto back = read_directory(in, blocks, entry.has_positions, entry.max_impact, last);
    REQUIRE(back);
    CHECK(in.at_end());
    CHECK(back->last_docs == directory.last_docs);
    CHECK(back->impacts == directory.impacts);
    CHECK((back->postings == directory.postings));
    CHECK((back->positions == directory.positions));
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
       "list head: last documents of blocks do not ascend in the segment"},
      {"document outside the segment", [](TermEntry& e) { e.directory.last_docs[2] = 1000; },
       "list head: last documents of blocks do not ascend in the segment"},
      {"impact above the list's", [](TermEntry& e) { e.directory.impacts[0] = 901; },
       "list head: the largest impact is not that of a block"},
      {"impacts all below the list's", [](TermEntry& e) { e.directory.impacts[1] = 899; },
       "list head: the largest impact is not that of a block"},
      {"inline block in a chunk",
       [](TermEntry& e) {
         e.directory.postings[2] = {1, 0};
       },
       "list head: addresses of blocks are out of order"},
      {"inline positions in a chunk",
       [](TermEntry& e) {
         e.directory.positions[1] = {1, 0};
       },
       "list head: addresses of blocks are out of order"},
      {"block behind the end of a chunk",
       [](TermEntry& e) {
         e.directory.postings[1] = {0, 65'535};
         e.directory.postings[2] = {0, 20};  // as if it were another 1 behind
       },
       "list head: addresses of blocks are out of order"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    TermEntry entry = long_entry(true, true);
    row.damage(entry);
    const auto parsed = opened(entry, bytes_of(entry));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::corruption);
    CHECK(parsed.error().to_string() == row.message);
  }
}

TEST_CASE("every truncation is refused") {
  for (const TermEntry& entry : {long_entry(false, true), long_entry(false, false)}) {
    const std::string bytes = bytes_of(entry);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(opened(entry, std::string_view(bytes).substr(0, size)));
    }
    CHECK_FALSE(opened(entry, bytes + "x"));
  }
  // What ends an inline list is not known from its head alone.
  for (const TermEntry& entry : {short_entry(), long_entry(true, true)}) {
    const std::string bytes = bytes_of(entry);
    const std::size_t end = bytes.size() - entry.inline_positions.size();
    for (std::size_t size = 0; size < end; ++size) {
      CAPTURE(size);
      CHECK_FALSE(opened(entry, std::string_view(bytes).substr(0, size)));
    }
  }
}

TEST_CASE("damaged bytes give an error or an entry, and never a crash") {
  constexpr std::uint64_t kSeed = 8;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  const TermEntry entries[] = {short_entry(), long_entry(true, true), long_entry(false, true)};
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    const TermEntry& entry = entries[round % 3];
    const auto back = opened(entry, codec::damaged(random, bytes_of(entry)));
    refused += !back;
    if (back) REQUIRE(back->directory.block_count() == (back->document_count + 127) / 128);
  }
  CHECK(refused > 3'000);
}
