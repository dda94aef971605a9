#include "segment/document_writer.h"

#include <doctest/doctest.h>

#include "segment/record_digest.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;
using storage::Family;
using storage::need;

namespace {

// Articles of `bytes` bytes, through files of 100.
DocumentWriter::Output write(const std::string& folder, const std::vector<std::size_t>& bytes) {
  DocumentWriter writer(folder, 1000, 100);
  std::uint32_t document = 0;
  for (const std::size_t count : bytes) need(writer.add(document++, std::string(count, 'x')));
  return need(std::move(writer).finish());
}

}  // namespace

TEST_CASE("a file ends with the article that fills it") {
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
    CHECK(write(folder.file(""), row.bytes).files.size() == row.file_count);
  }
}

TEST_CASE("the files are ingested together, and the digest is that of all records") {
  const TemporaryFolder folder;
  auto store = need(storage::WriteStore::open(folder.file("index")));
  const std::vector<std::size_t> bytes = {70, 70, 70, 70, 70};
  const DocumentWriter::Output output = write(store.staging_path(), bytes);
  CHECK(output.files.size() == 3);
  need(store.ingest(output.files));
  CHECK(storage::keys_of(store, Family::docs).size() == bytes.size());
  std::uint64_t digest = 0;
  for (std::uint32_t document = 0; document < bytes.size(); ++document) {
    const std::string value =
        storage::value_of(store, Family::docs, storage::doc_key(1000 + document));
    CHECK(value == std::string(70, 'x'));
    digest += record_digest(storage::doc_key(document), value);
  }
  CHECK(output.digest == digest);
}
