#include "storage/block_cache.h"

#include <doctest/doctest.h>

#include "unit/codec/random_values.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

constexpr std::size_t kValueBytes = 8 << 10;
constexpr int kValues = 512;  // 4 MiB, which do not compress

std::string key_of(int number) { return "key" + std::to_string(1000 + number); }

void make_large_index(const std::string& path) {
  codec::Random random(11);
  WriteStore store = need(WriteStore::open(path));
  Records records;
  for (int i = 0; i < kValues; ++i) {
    std::string value(kValueBytes, '\0');
    for (char& byte : value) byte = static_cast<char>(random());
    records.emplace_back(key_of(i), std::move(value));
  }
  ingest(store, Family::postings, records);
  put_manifest(store, "manifest 1");
}

void read_all(const Store& store) {
  for (int i = 0; i < kValues; ++i) REQUIRE(need(store.get(Family::postings, key_of(i))));
}

}  // namespace

TEST_CASE("a cache holds as many blocks as were asked for, and no more") {
  const TemporaryFolder folder;
  make_large_index(folder.file("index"));
  constexpr std::uint64_t kMiB = 1 << 20;
  for (const std::uint64_t bytes : {kMiB, 2 * kMiB}) {
    const auto cache = std::make_shared<const BlockCache>(bytes);
    const Store store = need(Store::open(folder.file("index"), Store::OpenFiles::all, cache));
    read_all(store);
    CHECK(cache->used_bytes() <= bytes);
    CHECK(cache->used_bytes() > bytes / 2);
  }
}

TEST_CASE("stores of one index share what was read") {
  const TemporaryFolder folder;
  make_large_index(folder.file("index"));
  const auto cache = std::make_shared<const BlockCache>();
  const Store first = need(Store::open(folder.file("index"), Store::OpenFiles::all, cache));
  read_all(first);
  const std::uint64_t used = cache->used_bytes();
  CHECK(used > kValues * kValueBytes);
  const Store second = need(Store::open(folder.file("index"), Store::OpenFiles::all, cache));
  read_all(second);
  CHECK(cache->used_bytes() < used + used / 4);
}
