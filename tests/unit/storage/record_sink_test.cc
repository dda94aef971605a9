// The two ways of records into a store: files, and a batch through the write-ahead log.
#include "storage/record_sink.h"

#include <doctest/doctest.h>

#include <map>
#include <thread>

#include "storage/sst_sink.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

std::string article_key(unsigned number) { return doc_key(1, number); }

std::size_t table_count(const std::string& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".sst") ++count;
  }
  return count;
}

std::map<std::string, std::string> all_records(const Store& store) {
  std::map<std::string, std::string> all;
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    Iterator it = store.iterate(family, "", Access::scan);
    for (; it.valid(); it.next()) all[std::to_string(i) + std::string(it.key())] = it.value();
    need(it.status());
  }
  return all;
}

}  // namespace

TEST_CASE("what goes through files and what goes through a batch is the same") {
  std::map<std::string, std::string> found[2];
  for (const bool is_batch : {false, true}) {
    CAPTURE(is_batch);
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    {
      WriteStore store = need(WriteStore::open(path));
      const auto sink = is_batch ? store.make_batch() : store.make_files();
      for (unsigned i = 0; i < 100; ++i) {  // families take turns
        need(sink->put(Family::docs, article_key(i), std::string(i * 100, 'd')));
        need(sink->put(Family::terms, article_key(i), ""));
        if (i % 3 == 0) need(sink->put(Family::ids, article_key(i), "\0id"));
      }
      StagedRecords records = need(sink->finish());
      CHECK(records.has_files() != is_batch);
      CHECK_FALSE(records.is_empty());
      CHECK(keys_of(store, Family::docs).empty());  // not before it is ingested
      need(store.ingest(std::move(records)));
      CHECK(keys_of(store, Family::docs).size() == 100);
      CHECK(table_count(path) == (is_batch ? 0 : 3));
      CHECK(fs::is_empty(store.staging_path()));
      put_manifest(store, "manifest");
    }
    found[is_batch ? 1 : 0] = all_records(need(Store::open(path)));
  }
  CHECK(found[0].size() == 235);
  CHECK(found[0] == found[1]);
}

TEST_CASE("a sink of unknown size is a batch until it would be too large") {
  const TemporaryFolder folder;
  WriteStore store = need(WriteStore::open(folder.file("index")));
  const auto write = [&](unsigned begin, unsigned count) {
    const auto sink = store.make_sink();
    for (unsigned i = begin; i < begin + count; ++i) {
      need(sink->put(Family::docs, article_key(i), std::string(10'000, static_cast<char>(i))));
    }
    StagedRecords records = need(sink->finish());
    const bool has_files = records.has_files();
    need(store.ingest(std::move(records)));
    return has_files;
  };
  CHECK_FALSE(write(0, 1));
  CHECK_FALSE(write(10, 20));
  CHECK(write(100, 30));
  CHECK(write(200, 400));
  CHECK(keys_of(store, Family::docs).size() == 451);
  for (const unsigned number : {0u, 29u, 129u, 599u}) {
    CHECK(value_of(store, Family::docs, article_key(number)) ==
          std::string(10'000, static_cast<char>(number)));
  }
  CHECK(need(store.make_sink()->finish()).is_empty());
  CHECK(need(store.make_files()->finish()).is_empty());
}

TEST_CASE("what never gets into the store leaves nothing behind") {
  const TemporaryFolder folder;
  WriteStore store = need(WriteStore::open(folder.file("index")));
  const auto sink = store.make_files();
  need(sink->put(Family::docs, article_key(1), "value"));
  {
    const auto half = store.make_files();
    need(half->put(Family::docs, article_key(2), "value"));
    CHECK_FALSE(fs::is_empty(store.staging_path()));
  }
  {
    const StagedRecords records = need(sink->finish());
    CHECK_FALSE(fs::is_empty(store.staging_path()));
  }
  CHECK(fs::is_empty(store.staging_path()));
  CHECK(keys_of(store, Family::docs).empty());
}

TEST_CASE("two are written side by side, and their files do not meet") {
  const TemporaryFolder folder;
  WriteStore store = need(WriteStore::open(folder.file("index")));
  const auto write = [&store](unsigned begin) {
    const auto sink = store.make_files();
    for (unsigned i = begin; i < begin + 1000; ++i) {
      need(sink->put(Family::docs, article_key(i), std::to_string(i)));
      need(sink->put(Family::ids, article_key(i), ""));
    }
    need(store.ingest(need(sink->finish())));
  };
  std::thread other(write, 5000);
  write(0);
  other.join();
  CHECK(keys_of(store, Family::docs).size() == 2000);
  CHECK(keys_of(store, Family::ids).size() == 2000);
  CHECK(value_of(store, Family::docs, article_key(5999)) == "5999");
}

TEST_CASE("keys that do not ascend are refused by files") {
  const TemporaryFolder folder;
  WriteStore store = need(WriteStore::open(folder.file("index")));
  const auto sink = store.make_files();
  need(sink->put(Family::terms, "b", "1"));
  const Status status = sink->put(Family::terms, "a", "2");
  REQUIRE_FALSE(status);
  CHECK(status.error().to_string().starts_with("cannot write terms: "));
}

TEST_CASE("a file of articles ends with the article that fills it, and not between its pieces") {
  struct Row {
    const char* name;
    std::vector<std::size_t> bytes;
    std::size_t file_count;
  };
  const Row rows[] = {{"nothing", {}, 0},           {"a byte", {1}, 1},
                      {"one less", {50, 49}, 1},    {"full", {50, 50}, 1},
                      {"one more", {50, 50, 1}, 2}, {"each too large", {500, 500, 500}, 3},
                      {"empty ones", {0, 0, 0}, 1}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    std::size_t file_count = 0;
    SstSink sink([&](Family) { return folder.file(std::to_string(file_count++) + ".sst"); }, 100);
    unsigned number = 0;
    for (const std::size_t bytes : row.bytes) {
      need(sink.put(Family::docs, doc_key(1, number), std::string(bytes, 'x')));
      need(sink.put(Family::docs, doc_piece_key(1, number++, 1), ""));
      need(sink.put(Family::terms, std::to_string(number), std::string(1000, 'x')));
    }
    CHECK(need(sink.finish()).has_files() == !row.bytes.empty());
    CHECK(file_count == row.file_count + (row.bytes.empty() ? 0 : 1));
  }
}
