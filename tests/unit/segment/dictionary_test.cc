// Dictionaries of made-up terms, written to a store and read back, against std::map.
#include <doctest/doctest.h>

#include <map>

#include "base/hash.h"
#include "segment/dictionary_reader.h"
#include "segment/dictionary_scan.h"
#include "segment/dictionary_writer.h"
#include "unit/codec/random_values.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using codec::below;
using newsidx::testing::TemporaryFolder;
using storage::borrowed;
using storage::Family;

using storage::need;

namespace {

constexpr std::uint32_t kSegment = 7;
constexpr std::uint64_t kSeed = 20261127;

struct Entry {
  TermRecord record;
  std::string head;
};
using Entries = std::map<std::string, Entry>;
using Surfaces = std::map<std::string, std::vector<std::pair<std::string, SurfaceCounts>>>;

// Terms of a field, in a store.
struct Dictionary {
  TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  SegmentInfo info;
  storage::Records records;

  Dictionary() { info.id = kSegment; }

  DictionaryWriter writer() {
    return {kSegment, [this](Field, std::string_view key, std::string_view value) {
              records.emplace_back(key, value);
              return Status();
            }};
  }
  void write(const Entries& entries, Field field = Field::text) {
    DictionaryWriter out = writer();
    for (const auto& [term, entry] : entries) {
      need(out.add_term(field, term, entry.record, entry.head));
    }
    finish(out);
    info.fields[static_cast<std::size_t>(field)].term_count = entries.size();
  }
  void write(const Surfaces& surfaces) {
    DictionaryWriter out = writer();
    for (const auto& [surface, terms] : surfaces) {
      std::vector<SurfaceTerm> views;
      for (const auto& [term, counts] : terms) views.push_back({term, counts});
      need(out.add_surface(surface, views));
    }
    finish(out);
    info.fields[static_cast<std::size_t>(Field::surface)].term_count = surfaces.size();
  }
  void finish(DictionaryWriter& out) {
    need(out.finish());
    if (!records.empty()) storage::ingest(store, Family::terms, records);
  }
  [[nodiscard]] DictionaryReader open() const {
    return {borrowed(store), info, std::make_shared<MemoryBudget>()};
  }
};

std::string random_term(codec::Random& random) {
  // Few letters: much is shared. Some as long as terms may be, and beyond.
  const std::size_t length =
      below(random, 40) == 0 ? 1'000 + below(random, 400) : below(random, 12);
  std::string term;
  for (std::size_t i = 0; i < length; ++i) {
    term.push_back(below(random, 50) == 0 ? '\xff' : static_cast<char>('a' + below(random, 3)));
  }
  return term;
}

Entries random_entries(codec::Random& random, std::size_t count) {
  Entries entries;
  while (entries.size() < count) entries.try_emplace(random_term(random));
  std::uint32_t number = 40;
  for (auto& [term, entry] : entries) {
    TermRecord& record = entry.record;
    record.counts.document_count = 1 + below(random, below(random, 3) == 0 ? 1'000'000 : 2);
    record.counts.occurrence_count = record.counts.document_count + below(random, 3);
    record.is_inline = below(random, 20) != 0;
    if (!record.is_inline) record.term_number = number++;
    record.has_spans = below(random, 5) == 0;
    if (below(random, 2) == 0) {
      record.as_surface = SurfaceCounts{record.counts.occurrence_count - below(random, 2), 0};
      record.as_surface->capitals = below(random, 3) == 0 ? record.as_surface->occurrences : 0;
      record.as_surface->shouted = below(random, 3) == 0 ? below(random, 300) : 0;
    }
    entry.head = std::string(1 + below(random, below(random, 50) == 0 ? 20'000 : 30),
                             static_cast<char>(below(random, 256)));
  }
  return entries;
}

// What is asked of a dictionary, but for the address, which is checked by what stands there.
void check_record(const storage::Store& store, const TermRecord& found, const Entry& expected) {
  TermRecord record = found;
  record.head = {};
  CHECK(record == expected.record);
  const PinnedHead head = need(read_head(store, kSegment, Field::text, found.head));
  CHECK(head.bytes == expected.head);
}

void check_walk(DictionaryCursor& cursor, const Entries& entries, Entries::const_iterator at) {
  for (; at != entries.end(); ++at, cursor.next()) {
    REQUIRE(cursor.valid());
    REQUIRE(cursor.term() == at->first);
    TermRecord record = cursor.record();
    record.head = {};
    REQUIRE(record == at->second.record);
  }
  CHECK_FALSE(cursor.valid());
  need(cursor.status());
}

}  // namespace

TEST_CASE("a dictionary has what a map has") {
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  for (const std::size_t count : {1u, 2u, 31u, 32u, 33u, 64u, 65u, 1'000u, 6'000u}) {
    CAPTURE(count);
    Dictionary written;
    const Entries entries = random_entries(random, count);
    written.write(entries);
    const DictionaryReader dictionary = written.open();
    for (const auto& [term, entry] : entries) {
      const auto found = need(dictionary.find(Field::text, term));
      REQUIRE(found);
      check_record(written.store, *found, entry);
      CHECK_FALSE(need(dictionary.find(Field::title, term)));
    }
    DictionaryCursor cursor = dictionary.cursor(Field::text);
    cursor.seek("");
    check_walk(cursor, entries, entries.begin());
    for (int i = 0; i < 300; ++i) {
      const std::string term = random_term(random);
      CAPTURE(term);
      const auto expected = entries.lower_bound(term);
      CHECK(need(dictionary.find(Field::text, term)).has_value() == entries.contains(term));
      cursor.seek(term);
      need(cursor.status());
      REQUIRE(cursor.valid() == (expected != entries.end()));
      if (!cursor.valid()) continue;
      CHECK(cursor.term() == expected->first);
      if (i % 50 == 0) {
        check_walk(cursor, entries, expected);
        continue;
      }
      for (std::uint32_t steps = below(random, 4); steps > 0 && cursor.valid(); --steps) {
        cursor.next();
      }
    }
  }
}

TEST_CASE("seeks that ascend give what single ones do") {
  codec::Random random(kSeed);
  Dictionary written;
  const Entries entries = random_entries(random, 3'000);
  written.write(entries);
  const DictionaryReader dictionary = written.open();
  for (const std::uint32_t step : {1u, 3u, 20u, 500u}) {
    DictionaryCursor cursor = dictionary.cursor(Field::text);
    std::uint32_t left = 0;
    for (auto at = entries.begin(); at != entries.end(); ++at) {
      if (left-- > 0) continue;
      left = below(random, step);
      cursor.seek(at->first);
      REQUIRE(cursor.valid());
      CHECK(cursor.term() == at->first);
    }
  }
}

TEST_CASE("a field without terms has none") {
  const Dictionary written;
  const DictionaryReader dictionary = written.open();
  CHECK_FALSE(need(dictionary.find(Field::text, "oil")));
  DictionaryCursor cursor = dictionary.cursor(Field::text);
  cursor.seek("");
  CHECK_FALSE(cursor.valid());
  need(cursor.status());
  CHECK_FALSE(DictionaryScan(borrowed(written.store), kSegment).valid());
}

TEST_CASE("words come with the terms that they became") {
  codec::Random random(kSeed);
  Surfaces surfaces;
  for (int i = 0; i < 2'000; ++i) {
    auto& terms = surfaces[random_term(random)];
    std::map<std::string, SurfaceCounts> distinct;
    for (std::uint32_t n = 1 + below(random, 3); n > 0; --n) {
      const std::uint64_t occurrences = below(random, 300);
      const std::uint64_t shouted = below(random, 4) == 0 ? below(random, 300) : 0;
      distinct[random_term(random)] = {occurrences, below(random, 2) * occurrences, shouted};
    }
    terms.assign(distinct.begin(), distinct.end());
  }
  Dictionary written;
  written.write(surfaces);
  const DictionaryReader dictionary = written.open();
  DictionaryCursor cursor = dictionary.cursor(Field::surface);
  DictionaryScan scanner(borrowed(written.store), kSegment);
  cursor.seek("");
  for (const auto& [surface, terms] : surfaces) {
    REQUIRE(cursor.valid());
    REQUIRE(scanner.valid());
    CHECK(cursor.term() == surface);
    CHECK(scanner.term() == surface);
    CHECK(std::ranges::equal(cursor.surface_terms(), scanner.surface_terms()));
    CHECK(std::ranges::equal(cursor.surface_terms(), terms, [](const auto& a, const auto& b) {
      return a.term == b.first && a.counts == b.second;
    }));
    cursor.next();
    scanner.next();
  }
  CHECK_FALSE(cursor.valid());
  CHECK_FALSE(scanner.valid());
}

TEST_CASE("a scan gives all terms of all fields with their heads") {
  codec::Random random(kSeed);
  Dictionary written;
  DictionaryWriter out = written.writer();
  std::vector<std::pair<Field, std::string>> expected;
  std::vector<std::string> heads;
  for (const Field field : {Field::text, Field::title, Field::keyword, Field::bigram}) {
    for (const auto& [term, entry] : random_entries(random, 1'500)) {
      TermRecord record = entry.record;
      record.is_inline = true;  // numbers are of all fields together
      record.term_number = 0;
      need(out.add_term(field, term, record, entry.head));
      expected.emplace_back(field, term);
      heads.push_back(entry.head);
    }
  }
  written.finish(out);
  DictionaryScan scanner(borrowed(written.store), kSegment);
  for (std::size_t i = 0; i < expected.size(); ++i, scanner.next()) {
    REQUIRE(scanner.valid());
    REQUIRE(scanner.field() == expected[i].first);
    REQUIRE(scanner.term() == expected[i].second);
    if (i % 3 != 0) CHECK(need(scanner.head()) == heads[i]);  // not all are asked for
  }
  CHECK_FALSE(scanner.valid());
  need(scanner.status());
  DictionaryScan titles(borrowed(written.store), kSegment, Field::title);
  std::size_t count = 0;
  for (; titles.valid(); titles.next()) ++count;
  CHECK(count == 1'500);
}

TEST_CASE("pages that a memory budget has no room for are read again") {
  codec::Random random(kSeed);
  Dictionary written;
  const Entries entries = random_entries(random, 5'000);
  written.write(entries);
  const auto budget = std::make_shared<MemoryBudget>(40'000);
  const DictionaryReader dictionary(borrowed(written.store), written.info, budget);
  DictionaryCursor cursor = dictionary.cursor(Field::text);
  cursor.seek("");
  for (const auto& [term, entry] : entries) {
    CHECK(need(dictionary.find(Field::text, term)));
    REQUIRE(cursor.valid());
    CHECK(cursor.term() == term);
    cursor.next();
    CHECK(budget->used_bytes() < 100'000);
  }
  CHECK(budget->generation() > 0);
}

TEST_CASE("damage is a corruption that names its place") {
  codec::Random random(kSeed);
  struct Row {
    std::string key;
    std::optional<std::string> value;
    std::string message;
  };
  const auto with_checksum = [](std::string bytes) {
    append_le(bytes, checksum32(bytes));
    return bytes;
  };
  const std::string page_key = storage::term_page_key(kSegment, number_of(Field::text), 1, 0);
  const std::string index_key = storage::term_index_key(kSegment, number_of(Field::text));
  const Row rows[] = {
      {page_key, std::nullopt, "segment 7: dictionary of text: page 1: is missing"},
      {page_key, "x", "segment 7: dictionary of text: page 1: a page of terms is cut short"},
      {page_key, "rubbish", "segment 7: dictionary of text: page 1: a page of terms is cut short"},
      {page_key, with_checksum("rubbish"),
       "segment 7: dictionary of text: page 1: a page of terms is cut short"},
      {index_key, std::nullopt, "segment 7: dictionary of text: its index is missing"},
      {index_key, "rubbish", "segment 7: dictionary of text: its index is broken"},
      {index_key, with_checksum("\1b\1a"), "segment 7: dictionary of text: its index is broken"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    Dictionary written;
    const Entries entries = random_entries(random, 5'000);
    written.write(entries);
    need(written.store.drop_keys(Family::terms, row.key, row.key + '\0'));
    if (row.value) storage::ingest(written.store, Family::terms, {{row.key, *row.value}});
    const DictionaryReader dictionary = written.open();
    DictionaryCursor cursor = dictionary.cursor(Field::text);
    for (cursor.seek(""); cursor.valid();) cursor.next();
    REQUIRE_FALSE(cursor.status());
    CHECK(cursor.status().error().code == ErrorCode::corruption);
    CHECK(cursor.status().error().to_string() == row.message);
    std::size_t failed = 0;
    for (const auto& [term, entry] : entries)
      failed += dictionary.find(Field::text, term) ? 0u : 1u;
    CHECK(failed > 100);
  }
}

TEST_CASE("any damage inside a page is met with an end") {
  codec::Random random(kSeed);
  Dictionary written;
  const Entries entries = random_entries(random, 200);
  written.write(entries);
  const std::string page = written.records.front().second;
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes = codec::damaged(random, page);
    if (bytes.size() < 4) continue;
    bytes.resize(bytes.size() - 4);
    append_le(bytes, checksum32(bytes));
    const auto opened = TermPage::open(bytes);
    if (!opened) continue;
    for (std::size_t number = 0; number < opened->block_count(); ++number) {
      TermBlock block;
      block.open(*opened, 0, number);
      std::string last;
      for (bool is_first = true; block.next(); is_first = false) {
        CHECK((is_first || last < block.term()));
        last = block.term();
      }
    }
  }
}
