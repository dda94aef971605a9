#include "storage/store.h"

#include <doctest/doctest.h>

#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

TEST_CASE("a pinned value keeps its bytes when it moves") {
  const PinnedValue none;
  CHECK(none.bytes().empty());
  for (const std::string& text : {std::string("short"), std::string(1000, 'x'), std::string()}) {
    PinnedValue first = PinnedValue::own(text);
    CHECK(first.bytes() == text);
    PinnedValue second(std::move(first));
    CHECK(second.bytes() == text);
    PinnedValue third = PinnedValue::own("other");
    third = std::move(second);
    CHECK(third.bytes() == text);
  }
}

TEST_CASE("values are found, also large ones, and stay pinned beside others") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const std::string large(100'000, 'p');
  {
    WriteStore writer = need(WriteStore::open(path));
    ingest(writer, Family::postings, {{"a", large}, {"b", ""}, {"c", "3"}});
    put_manifest(writer, "m");
  }
  const Store store = need(Store::open(path));
  const auto pinned = need(store.get(Family::postings, "a"));
  REQUIRE(pinned);
  for (int i = 0; i < 10; ++i) CHECK(value_of(store, Family::postings, "a") == large);
  CHECK(pinned->bytes() == large);
  CHECK(value_of(store, Family::postings, "b") == "");
  CHECK(value_of(store, Family::postings, "d") == "nothing");
  CHECK(value_of(store, Family::positions, "a") == "nothing");
  CHECK(store.path() == path);
  CHECK(store.disk_bytes(Family::postings) > 0);
  CHECK(store.disk_bytes(Family::positions) == 0);
}

TEST_CASE("a family tells whether its files can hold a range of keys") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  {
    WriteStore writer = need(WriteStore::open(path));
    ingest(writer, Family::terms, {{"b", "1"}, {"c", "2"}, {"d", "3"}});
    ingest(writer, Family::terms, {{"g", "4"}});
    put_manifest(writer, "m");
  }
  const Store store = need(Store::open(path));
  const KeyRanges terms = store.key_ranges(Family::terms);
  CHECK(terms.has_between("a", "c"));
  CHECK(terms.has_between("c1", "c2"));  // within the file, though no key is
  CHECK(terms.has_between("d", "e"));
  CHECK(terms.has_between("f", ""));
  CHECK_FALSE(terms.has_between("a", "b"));
  CHECK_FALSE(terms.has_between("d1", "g"));
  CHECK_FALSE(terms.has_between("h", ""));
  CHECK_FALSE(store.key_ranges(Family::positions).has_between("", ""));
}

TEST_CASE("an iterator shows a prefix in order and can seek in it") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  {
    WriteStore writer = need(WriteStore::open(path));
    ingest(writer, Family::terms,
           {{"a", "1"}, {"b", "2"}, {"b1", "3"}, {"b2", "4"}, {"c", "5"}, {"\xff\xff", "6"}});
    put_manifest(writer, "m");
  }
  const Store store = need(Store::open(path));
  struct Row {
    std::string prefix;
    std::vector<std::string> keys;
  };
  const Row kRows[] = {
      {"", {"a", "b", "b1", "b2", "c", "\xff\xff"}},
      {"b", {"b", "b1", "b2"}},
      {"b1", {"b1"}},
      {"bb", {}},
      {"\xff", {"\xff\xff"}},
      {"z", {}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.prefix);
    CHECK(keys_of(store, Family::terms, row.prefix) == row.keys);
  }
  Iterator it = store.iterate(Family::terms, "b", Access::lookup);
  it.seek("b15");
  REQUIRE(it.valid());
  CHECK(it.key() == "b2");
  CHECK(it.value() == "4");
  Iterator moved(std::move(it));
  moved.next();
  CHECK_FALSE(moved.valid());  // "c" is beyond the prefix
  CHECK(moved.status());
  CHECK(need(store.last_key(Family::terms)) == "\xff\xff");
  CHECK(need(store.last_key(Family::ids)) == std::nullopt);
}

TEST_CASE("a flipped byte in a data file is reported by its checksum") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  {
    WriteStore writer = need(WriteStore::open(path));
    ingest(writer, Family::postings, {{"a", std::string(10'000, 'p')}});
    put_manifest(writer, "m");
  }
  CHECK(need(Store::open(path)).verify_checksums());
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() != ".sst" || fs::file_size(entry.path()) < 10'000) continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(5'000);
    file.put('q');
  }
  const Store store = need(Store::open(path));
  const Status files = store.verify_checksums();
  REQUIRE_FALSE(files);
  CHECK(files.error().code == ErrorCode::corruption);
  CHECK(files.error().to_string().find(".sst") != std::string::npos);
  const auto value = store.get(Family::postings, "a");
  REQUIRE_FALSE(value);
  CHECK(value.error().code == ErrorCode::corruption);
  CHECK(value.error().to_string().starts_with("cannot read postings: "));
}
