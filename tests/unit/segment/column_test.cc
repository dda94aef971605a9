#include <doctest/doctest.h>

#include "base/bytes.h"
#include "segment/column_chunk.h"
#include "segment/column_reader.h"
#include "segment/column_writer.h"
#include "segment/timestamp_column.h"
#include "unit/codec/random_values.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;
using storage::Family;
using storage::need;

namespace {

storage::Records chunks_of(std::string_view values, const std::string& name) {
  storage::Records chunks;
  need(write_column(values, [&](std::uint32_t chunk, std::string_view bytes) -> Status {
    chunks.emplace_back(storage::column_key(1, name, chunk), bytes);
    return {};
  }));
  return chunks;
}

}  // namespace

TEST_CASE("columns come back, of every width and around the edges of a chunk") {
  constexpr std::uint64_t kSeed = 14;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  for (const std::uint32_t width : {1u, 2u, 4u, 8u}) {
    const auto in_chunk = static_cast<std::uint32_t>(kColumnChunkBytes) / width;
    for (const std::uint32_t count :
         {1u, 7u, in_chunk - 1, in_chunk, in_chunk + 1, 2 * in_chunk, 3 * in_chunk + 5}) {
      CAPTURE(width);
      CAPTURE(count);
      std::string values(std::size_t{count} * width, '\0');
      for (char& byte : values) byte = static_cast<char>(random());
      const std::string name = std::to_string(width) + "x" + std::to_string(count);
      storage::ingest(store, Family::columns, "c.sst", chunks_of(values, name));
      CHECK(need(read_column(store, Family::columns, 1, name, count, width)) == values);
    }
  }
}

TEST_CASE("single values are read from their chunk") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  constexpr std::uint32_t kInChunk = kColumnChunkBytes / 4;
  constexpr std::uint32_t kCount = 2 * kInChunk + 3;
  std::string values;
  for (std::uint32_t i = 0; i < kCount; ++i) append_le(values, i * 2'654'435'761u);
  storage::Records chunks = chunks_of(values, "hash");
  chunks[1].second[5] ^= 1;
  storage::ingest(store, Family::columns, "c.sst", chunks);
  const auto value = [&](std::uint32_t document) {
    return read_column_value(store, Family::columns, 1, "hash", kCount, document);
  };
  for (const std::uint32_t document : {0u, 1u, kInChunk - 1, 2 * kInChunk, kCount - 1}) {
    CAPTURE(document);
    CHECK(need(value(document)) == document * 2'654'435'761u);
  }
  REQUIRE_FALSE(value(kInChunk));
  CHECK(value(kInChunk).error().to_string() == "columns 'hash': a chunk fails its checksum");
}

TEST_CASE("a column without documents has no chunks") {
  const TemporaryFolder folder;
  const storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  CHECK(chunks_of("", "none").empty());
  CHECK(need(read_column(store, Family::columns, 1, "none", 0, 8)).empty());
}

TEST_CASE("what a writer would not have written is refused") {
  struct Row {
    std::string name;
    void (*damage)(storage::Records&);
    const char* message;
  };
  const Row kRows[] = {
      {"no first chunk", [](storage::Records& c) { c.erase(c.begin()); }, "a chunk is missing"},
      {"no last chunk", [](storage::Records& c) { c.pop_back(); }, "a chunk is missing"},
      {"flipped bit", [](storage::Records& c) { c[1].second[9] ^= 1; },
       "a chunk fails its checksum"},
      {"cut short", [](storage::Records& c) { c[1].second.resize(3); }, "a chunk is cut short"},
      {"no values", [](storage::Records& c) { c[1].second = c[1].second.substr(0, 4); },
       "a chunk is cut short"},
      {"chunks of another column", [](storage::Records& c) { c[1].second = c[0].second; },
       "a chunk is of another size"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
    storage::Records chunks = chunks_of(std::string(kColumnChunkBytes + 100, 'v'), "length");
    row.damage(chunks);
    storage::ingest(store, Family::norms, "c.sst", chunks);
    const auto column = read_column(store, Family::norms, 1, "length", kColumnChunkBytes + 100, 1);
    REQUIRE_FALSE(column);
    CHECK(column.error().code == ErrorCode::corruption);
    CHECK(column.error().to_string() == "norms 'length': " + std::string(row.message));
  }
}

TEST_CASE("times come back from columns and sort as times do") {
  using Precision = Timestamp::Precision;
  const std::optional<Timestamp> kAscending[] = {
      std::nullopt,
      Timestamp{-(std::int64_t{1} << 58), Precision::day, false},
      Timestamp{-62135596800, Precision::day, false},  // year 1
      Timestamp{-2976912000, Precision::second, true},
      Timestamp{-1, Precision::second, true},
      Timestamp{0, Precision::day, false},
      Timestamp{0, Precision::minute, false},
      Timestamp{0, Precision::minute, true},
      Timestamp{1, Precision::day, false},
      Timestamp{1472264220, Precision::minute, false},
      Timestamp{std::int64_t{1} << 58, Precision::second, true},
  };
  std::uint64_t before = 0;
  for (const auto& time : kAscending) {
    const std::uint64_t value = column_time(time);
    CHECK(time_of_column(value) == time);
    if (time) CHECK(value > before);
    if (!time) CHECK(value == 0);
    before = value;
  }
}
