#include <doctest/doctest.h>

#include <optional>
#include <set>

#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

// The tables that this process has open in a folder, a descriptor each.
std::vector<std::string> open_tables(const std::string& folder) {
  std::vector<std::string> found;
  for (const auto& descriptor : fs::directory_iterator("/proc/self/fd")) {
    std::error_code closed;
    std::string target = fs::read_symlink(descriptor, closed);
    if (!closed && target.starts_with(folder) && target.find(".sst") != std::string::npos) {
      found.push_back(std::move(target));
    }
  }
  return found;
}

void commit(WriteStore& writer, const std::string& key, const std::string& value) {
  const auto sink = writer.make_files();
  need(sink->put(Family::docs, key, value));
  need(sink->put(Family::ids, key, value));
  need(writer.ingest(need(sink->finish())));
  put_manifest(writer, value);
}

}  // namespace

TEST_CASE("a table is open once, though a writer and many readers have it") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  {
    std::optional<WriteStore> writer = need(WriteStore::open(path));
    std::vector<Store> readers;
    for (unsigned i = 0; i < 8; ++i) {
      commit(*writer, "key " + std::to_string(i), std::to_string(i));
      readers.push_back(need(Store::open(path)));
    }
    const auto tables = open_tables(path);
    CHECK(tables.size() >= 16);
    CHECK(std::set(tables.begin(), tables.end()).size() == tables.size());
    // Those whose names are gone stay, for the readers that have them.
    need(writer->drop_keys(Family::docs, "", "key 9"));
    writer.reset();
    for (unsigned i = 0; i < 8; ++i) {
      CHECK(value_of(readers[i], Family::docs, "key " + std::to_string(i)) == std::to_string(i));
    }
  }
  CHECK(open_tables(path).empty());
}

TEST_CASE("a table of another index under the same name is another table") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  for (const std::string name : {"index", "other"}) {
    WriteStore writer = need(WriteStore::open(folder.file(name)));
    commit(writer, "key", name);
  }
  const Store before = need(Store::open(path));
  fs::rename(path, folder.file("moved"));
  fs::rename(folder.file("other"), path);
  const Store after = need(Store::open(path));
  CHECK(value_of(before, Family::docs, "key") == "index");
  CHECK(value_of(after, Family::docs, "key") == "other");
}
