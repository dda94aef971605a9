// Every byte of a table's end, flipped: the properties are told, or RocksDB tells it.
#include "storage/table_end.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

// @return the path of a table with one record
std::string make_table(const std::string& index) {
  auto writer = need(WriteStore::open(index));
  const auto sink = writer.make_files();
  need(sink->put(Family::docs, "key", "a value"));
  need(writer.ingest(need(sink->finish())));
  put_manifest(writer, "1");
  for (const auto& file : fs::directory_iterator(index)) {
    if (file.path().extension() == ".sst") return file.path();
  }
  return {};
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a whole table passes, and one whose properties are damaged is told") {
  const TemporaryFolder folder;
  const std::string path = make_table(folder.file("index"));
  CHECK(check_table_end(path).ok());
  const std::string whole = bytes_of(path);
  const std::size_t begin = whole.find("newsidx.family");
  const std::size_t end = whole.find("rocksdb.properties");  // of the metaindex behind it
  REQUIRE(begin < end);
  REQUIRE(end < whole.size());
  for (std::size_t at = begin; at < whole.size(); ++at) {
    for (const int bit : {0, 7}) {
      CAPTURE(at);
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ 1 << bit);
      write_file(path, damaged);
      const auto status = check_table_end(path);
      if (at < begin + 200) {
        CHECK(status.ToString().find("its properties fail their checksum") != std::string::npos);
      }
      const auto store = Store::open(folder.file("index"));
      CHECK((store || store.error().code == ErrorCode::corruption ||
             store.error().code == ErrorCode::unsupported));
    }
  }
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    write_file(path, whole.substr(0, size));
    CHECK(check_table_end(path).ok());  // RocksDB's to tell
  }
}
