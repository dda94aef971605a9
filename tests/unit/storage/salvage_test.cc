// What is read of damaged tables and logs, record by record.
#include "storage/salvage.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <string>

#include "storage/keys.h"
#include "storage/write_store.h"
#include "support/flipped_byte.h"
#include "support/temporary_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::flip;
using newsidx::testing::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

using Records = std::map<std::string, std::string>;
constexpr std::uint32_t kCount = 3000;

// Values that do not compress.
std::string value_of(std::uint32_t number) {
  std::uint64_t state = number + 1;
  std::string value;
  for (int i = 0; i < 40; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    value += static_cast<char>(state >> 56);
  }
  return value + std::to_string(number);
}

std::string key_of(Family family, std::uint32_t number) {
  if (family == Family::docs) return doc_key(1, number);
  if (family == Family::ids) return id_key(1, "id" + std::to_string(100'000 + number));
  return chunk_key(1, number, 0);
}

// Records of a family in tables, or of few in the log.
Records make(const std::string& path, Family family, std::uint32_t count, bool in_tables) {
  auto store = WriteStore::open(path);
  REQUIRE(store);
  Records records;
  const auto sink = in_tables ? store->make_files() : store->make_batch();
  for (std::uint32_t number = 0; number < count; ++number) {
    const std::string key = key_of(family, number);
    records[key] = value_of(number);
    REQUIRE(sink->put(family, key, records[key]));
  }
  REQUIRE(store->ingest(sink->finish().value()));
  const WriteStore::Record manifest{Family::meta, manifest_key(1), "no matter"};
  REQUIRE(store->commit(std::span(&manifest, 1)));
  return records;
}

Records salvaged(const std::string& path, Family family, std::size_t* problems = nullptr) {
  auto salvage = Salvage::open(path);
  REQUIRE(salvage);
  Records records;
  for (std::size_t part = 0; part < salvage->part_count(); ++part) {
    REQUIRE(salvage->read(part, family, [&](std::string_view key, std::string_view value) {
      records.insert_or_assign(std::string(key), std::string(value));
      return Status();
    }));
  }
  if (problems != nullptr) *problems = salvage->problems().size();
  return records;
}

std::string file_with(const std::string& path, const std::string& ending) {
  std::string largest;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() != ending) continue;
    if (largest.empty() || entry.file_size() > fs::file_size(largest)) largest = entry.path();
  }
  return largest;
}

}  // namespace

TEST_CASE("all records of a sound index are read, with and without its list of files") {
  for (const Family family : {Family::docs, Family::ids, Family::postings, Family::positions}) {
    CAPTURE(name_of(family));
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    const Records records = make(path, family, kCount, true);
    std::size_t problems = 0;
    CHECK(salvaged(path, family, &problems) == records);
    CHECK(problems == 0);
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.path().filename().string().starts_with("MANIFEST-")) fs::remove(entry.path());
    }
    fs::remove(path + "/CURRENT");
    CHECK(salvaged(path, family, &problems) == records);
    CHECK(problems == 1);  // CURRENT is missing
  }
}

TEST_CASE("behind blocks that cannot be read it goes on with the next ones") {
  for (const Family family : {Family::docs, Family::ids, Family::postings}) {
    CAPTURE(name_of(family));
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    const Records records = make(path, family, kCount, true);
    const std::string table = file_with(path, ".sst");
    const std::uintmax_t bytes = fs::file_size(table);
    for (const unsigned tenth : {2u, 5u, 6u}) flip(table, bytes * tenth / 10);
    std::size_t problems = 0;
    const Records found = salvaged(path, family, &problems);
    CHECK(problems == 1);
    CHECK(found.size() < records.size());
    CHECK(found.size() > records.size() * 3 / 5);
    CHECK(found.contains(records.begin()->first));
    CHECK(found.contains(records.rbegin()->first));
    for (const auto& [key, value] : found) CHECK(records.at(key) == value);
  }
}

TEST_CASE("each byte of a small table flipped: what is read is what was written") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const Records records = make(path, Family::docs, 20, true);
  const std::string table = file_with(path, ".sst");
  for (std::uintmax_t at = 0; at < fs::file_size(table); ++at) {
    CAPTURE(at);
    flip(table, at);
    for (const auto& [key, value] : salvaged(path, Family::docs)) {
      REQUIRE(records.contains(key));
      REQUIRE(records.at(key) == value);
    }
    flip(table, at);
  }
  CHECK(salvaged(path, Family::docs) == records);
}

TEST_CASE("of a log with a damaged record the others are read, and what stands before the damage") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const Records records = make(path, Family::docs, 2000, false);  // a record of several blocks
  CHECK(salvaged(path, Family::docs) == records);
  const std::string log = file_with(path, ".log");
  flip(log, fs::file_size(log) / 2);
  std::size_t problems = 0;
  const Records found = salvaged(path, Family::docs, &problems);
  CHECK(problems == 1);
  CHECK(found.size() > 300);
  CHECK(found.size() < records.size());
  for (const auto& [key, value] : found) CHECK(records.at(key) == value);
  CHECK(salvaged(path, Family::meta).contains(manifest_key(1)));  // which stands behind it
  CHECK(Salvage::open(path)->committed_generation() == 1);
}

TEST_CASE("without a folder there is nothing to read") {
  const TemporaryFolder folder;
  const auto none = Salvage::open(folder.file("none"));
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::not_found);
}
