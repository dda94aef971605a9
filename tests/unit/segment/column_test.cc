// Columns, from ColumnWriter to ColumnReader.
#include <doctest/doctest.h>

#include <functional>

#include "base/hash.h"
#include "segment/column_reader.h"
#include "segment/column_writer.h"
#include "segment/source_files.h"
#include "segment/timestamp_column.h"
#include "unit/codec/random_values.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;
using storage::borrowed;
using storage::Family;
using storage::need;

namespace {

using Numbers = std::vector<std::uint64_t>;

constexpr std::uint32_t kSegment = 1;

ColumnSink sink_of(storage::Records& records, const std::string& name) {
  return [&records, name](std::uint32_t chunk, std::string_view value) {
    records.emplace_back(storage::column_key(kSegment, name, chunk), value);
    return Status();
  };
}

void write(storage::WriteStore& store, const std::string& name, ColumnPresence presence,
           const Numbers& numbers) {
  storage::Records records;
  ColumnWriter column(sink_of(records, name), ColumnType::number, presence);
  for (const std::uint64_t number : numbers) need(column.add(number));
  need(column.finish());
  storage::ingest(store, Family::columns, records);
}

Result<ColumnReader> open(const storage::Store& store, const std::string& name,
                          std::size_t document_count) {
  return ColumnReader::open(borrowed(store), kSegment, name,
                            static_cast<std::uint32_t>(document_count));
}

// What comes back as a whole, and one by one.
void check_read(const ColumnReader& column, const Numbers& numbers) {
  Numbers all;
  need(column.read_all(all));
  CHECK(all == numbers);
  for (std::size_t i = 0; i < numbers.size(); i += 1 + numbers.size() / 50) {
    CHECK(need(column.number(static_cast<std::uint32_t>(i))) == numbers[i]);
  }
  if (!numbers.empty()) {
    const auto last = static_cast<std::uint32_t>(numbers.size() - 1);
    CHECK(need(column.number(last)) == numbers.back());
  }
}

}  // namespace

TEST_CASE("columns come back, of every width and around the edges of a chunk") {
  constexpr std::uint64_t kSeed = 14;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  for (const unsigned bits : {0u, 1u, 8u, 9u, 31u, 40u, 63u, 64u}) {
    for (const std::size_t count : {std::size_t{1}, std::size_t{7}, std::size_t{8191},
                                    std::size_t{8192}, std::size_t{8193}, std::size_t{20'000}}) {
      for (const auto presence : {ColumnPresence::always, ColumnPresence::optional}) {
        CAPTURE(bits);
        CAPTURE(count);
        Numbers numbers(count);
        for (std::uint64_t& number : numbers) {
          number = bits == 0 ? 0 : random() >> (64 - bits);
          if (codec::below(random, 3) == 0) number = 0;
        }
        const std::string name = std::to_string(bits) + "x" + std::to_string(count) + "x" +
                                 std::to_string(static_cast<int>(presence));
        write(store, name, presence, numbers);
        const ColumnReader column = need(open(store, name, count));
        CHECK(column.descriptor().presence == presence);
        check_read(column, numbers);
      }
    }
  }
}

TEST_CASE("source files: as they were written, and 0 where a segment does not know them") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  SegmentInfo info;
  info.id = kSegment;
  info.document_count = 3;
  using Files = std::vector<std::uint32_t>;
  CHECK(need(read_source_files(borrowed(store), info)) == Files{0, 0, 0});
  write(store, "source_file", ColumnPresence::always, {7, 0, UINT32_MAX});
  CHECK(need(read_source_files(borrowed(store), info)) == Files{7, 0, UINT32_MAX});
  info.document_count = 4;
  const auto other = read_source_files(borrowed(store), info);
  REQUIRE_FALSE(other);
  CHECK(other.error().message ==
        "segment 1: columns 'source_file': it is of another number of documents");
  info.document_count = 1;
  write(store, "source_file", ColumnPresence::always, {std::uint64_t{1} << 32});
  const auto broken = read_source_files(borrowed(store), info);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message == "segment 1: columns 'source_file': no number of a file");
}

TEST_CASE("a number takes as many bytes as its chunk needs, and none where all are the same") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  Numbers numbers(kColumnChunkDocuments, 1'000'000);             // no chunk
  numbers.insert(numbers.end(), kColumnChunkDocuments, 70'000);  // 1 byte
  numbers.back() = 70'255;
  numbers.insert(numbers.end(), {5, 70'000, std::uint64_t{1} << 40});  // 5 bytes
  write(store, "c", ColumnPresence::always, numbers);
  CHECK(storage::keys_of(store, Family::columns).size() == 3);  // with the descriptor
  CHECK(storage::value_of(store, Family::columns, storage::column_key(kSegment, "c", 1)).size() ==
        kColumnChunkDocuments + 4);
  CHECK(storage::value_of(store, Family::columns, storage::column_key(kSegment, "c", 2)).size() ==
        3 * 5 + 4);
  const ColumnReader column = need(open(store, "c", numbers.size()));
  check_read(column, numbers);
  using Range = ColumnDescriptor::Range;
  CHECK(column.descriptor().chunks ==
        std::vector<Range>{{1'000'000, 1'000'000}, {70'000, 70'255}, {5, std::uint64_t{1} << 40}});
}

TEST_CASE("a counting column has no chunks") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  storage::Records records;
  need(write_counting_column(sink_of(records, "c"), 500, 10'000));
  storage::ingest(store, Family::columns, records);
  CHECK(storage::keys_of(store, Family::columns).size() == 1);
  Numbers numbers(10'000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = 500 + i;
  check_read(need(open(store, "c", numbers.size())), numbers);
}

TEST_CASE("a column without documents has a descriptor alone") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  write(store, "c", ColumnPresence::always, {});
  CHECK(storage::keys_of(store, Family::columns).size() == 1);
  check_read(need(open(store, "c", 0)), {});
}

TEST_CASE("what a writer would not have written is refused") {
  struct Row {
    std::string name;
    std::function<void(storage::WriteStore&)> damage;
    const char* message;
  };
  const auto replace = [](std::uint32_t chunk, auto change) {
    return [chunk, change](storage::WriteStore& store) {
      const std::string key = storage::column_key(kSegment, "c", chunk);
      std::string value = storage::value_of(store, Family::columns, key);
      const bool is_kept = change(value);
      need(store.drop_keys(Family::columns, key, key + '\0'));
      if (is_kept) storage::ingest(store, Family::columns, {{key, value}});
    };
  };
  constexpr std::uint32_t kDescriptor = storage::kColumnDescriptorChunk;
  const auto gone = [](std::string&) { return false; };
  const auto flipped = [](std::string& value) {
    return value[2] = static_cast<char>(value[2] ^ 1), true;
  };
  const auto short_one = [](std::string& value) { return value.resize(3), true; };
  const Row kRows[] = {
      {"no chunk", replace(1, gone), "a chunk is missing"},
      {"flipped bit", replace(1, flipped), "a chunk fails its checksum"},
      {"cut short", replace(1, short_one), "a chunk is cut short"},
      {"chunk of another size",
       replace(1,
               [](std::string& value) {
                 value = "x";
                 append_le(value, checksum32(value));
                 return true;
               }),
       "a chunk is of another size"},
      {"no descriptor", replace(kDescriptor, gone), "its descriptor is missing"},
      {"flipped descriptor", replace(kDescriptor, flipped), "its descriptor is broken"},
      {"short descriptor", replace(kDescriptor, short_one), "its descriptor is broken"},
  };
  Numbers numbers(10'000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i * 7;
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
    write(store, "c", ColumnPresence::always, numbers);
    row.damage(store);
    const auto read = [&]() -> Status {
      const auto column = open(store, "c", numbers.size());
      if (!column) return fail(column.error());
      Numbers all;
      return column->read_all(all);
    }();
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::corruption);
    CHECK(read.error().message == "columns 'c': " + std::string(row.message));
  }
}

TEST_CASE("a descriptor says what is in the column, also to those that know less") {
  ColumnDescriptor descriptor;
  descriptor.type = ColumnType::time;
  descriptor.presence = ColumnPresence::optional;
  descriptor.document_count = 10'000;
  descriptor.chunks = {{5, 9}, {}};
  std::string bytes;
  append_column_descriptor(bytes, descriptor);
  CHECK(need(parse_column_descriptor(bytes)) == descriptor);
  CHECK(descriptor.width_of(0) == 1);
  CHECK(descriptor.width_of(1) == 0);

  const auto sealed = [](std::string body) {
    append_le(body, checksum32(body));
    return body;
  };
  const std::string body = bytes.substr(0, bytes.size() - 4);
  std::string with_part = body.substr(0, body.size() - 1);
  with_part += std::string("\1\x63\3new", 6);  // one further part, of number 99
  CHECK(need(parse_column_descriptor(sealed(with_part))) == descriptor);
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
    std::string other = body;
    other[at] = 9;
    const auto parsed = parse_column_descriptor(sealed(other));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::unsupported);
  }
  for (const std::string& broken :
       {body.substr(0, body.size() - 1), body + "x", body.substr(0, 8), std::string()}) {
    const auto parsed = parse_column_descriptor(sealed(broken));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::corruption);
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
