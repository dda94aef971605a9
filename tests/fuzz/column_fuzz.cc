// A column of numbers from the input, written, perhaps damaged (with its checksum repaired, which
// would otherwise keep every damage out), and read: refused, or numbers that are the same read one
// by one and as a whole, and within the bounds of their chunk.
#include <algorithm>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "fuzz.h"
#include "memory_store.h"
#include "segment/column_reader.h"
#include "segment/column_writer.h"
#include "storage/keys.h"
#include "support/borrowed_store.h"

using namespace newsidx;
using segment::ColumnDescriptor;
using storage::Family;

namespace {

constexpr std::uint32_t kSegment = 7;

void check_bounds(const ColumnDescriptor& descriptor, std::size_t document, std::uint64_t number) {
  if (descriptor.encoding == segment::ColumnEncoding::counting) return;
  const bool is_none = descriptor.presence == segment::ColumnPresence::optional && number == 0;
  const auto& range = descriptor.chunks[document / segment::kColumnChunkDocuments];
  NEWSIDX_CHECK(is_none || (range.least <= number && number <= range.greatest));
}

void check_read(const fuzz::MemoryStore& store, std::uint32_t documents,
                const std::vector<std::uint64_t>* expected) {
  const auto column =
      segment::ColumnReader::open(testing::borrowed(store), kSegment, "c", documents);
  NEWSIDX_CHECK(column || !column.error().to_string().empty());
  NEWSIDX_CHECK(column || expected == nullptr);
  if (!column) return;
  std::vector<std::uint64_t> numbers;
  const Status read = column->read_all(numbers);
  if (expected != nullptr) NEWSIDX_CHECK(read && numbers == *expected);
  if (!read) return;
  NEWSIDX_CHECK(numbers.size() == documents);
  for (std::uint32_t document = 0; document < documents; document += 1 + documents / 8) {
    NEWSIDX_CHECK(column->number(document).value() == numbers[document]);
    check_bounds(column->descriptor(), document, numbers[document]);
  }
}

std::uint64_t take_long(std::string_view& input) {
  const std::uint64_t high = fuzz::take_number(input);
  return high << 32 | fuzz::take_number(input);
}

// What the input has, over and over, and not wider than it says.
std::vector<std::uint64_t> numbers_of(std::string_view& input, std::uint32_t documents) {
  const unsigned bits = 1 + fuzz::take_byte(input) % 64;
  std::vector<std::uint64_t> pattern;
  for (int i = 0; i < 16; ++i) pattern.push_back(take_long(input) >> (64 - bits));
  std::vector<std::uint64_t> numbers(documents);
  for (std::uint32_t i = 0; i < documents; ++i) numbers[i] = pattern[i % pattern.size()];
  return numbers;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  const std::uint32_t documents = 1 + fuzz::take_number(input) % 20'000;
  const std::uint8_t damage = fuzz::take_byte(input);
  const std::uint32_t place = fuzz::take_number(input);
  const auto presence =
      damage % 8 < 4 ? segment::ColumnPresence::always : segment::ColumnPresence::optional;
  const std::vector<std::uint64_t> numbers = numbers_of(input, documents);

  fuzz::MemoryStore store;
  std::vector<std::string> keys;
  const auto sink = [&](std::uint32_t chunk, std::string_view value) {
    keys.push_back(storage::column_key(kSegment, "c", chunk));
    store.put(Family::columns, keys.back(), std::string(value));
    return Status();
  };
  segment::ColumnWriter writer(sink, segment::ColumnType::number, presence);
  for (const std::uint64_t number : numbers) NEWSIDX_CHECK(writer.add(number));
  NEWSIDX_CHECK(writer.finish());
  check_read(store, documents, &numbers);
  if (damage == 0) return 0;

  std::string& value = *store.find(Family::columns, keys[place % keys.size()]);
  if (damage % 2 == 0) {
    value.resize(place % value.size());
  } else {
    value[place % value.size()] = static_cast<char>(value[place % value.size()] ^ damage);
  }
  if (damage % 4 >= 2 && value.size() >= 4) {
    value.resize(value.size() - 4);
    append_le(value, checksum32(value));
  }
  check_read(store, documents, nullptr);
  // What a manifest may say of a column that is another: more or fewer documents.
  check_read(store, documents + 1, nullptr);
  check_read(store, 1 + documents / 2, nullptr);
  return 0;
}
