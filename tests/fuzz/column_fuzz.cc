// A column of a width and a number of documents from the input, written, perhaps damaged (with its
// checksum mended, which would otherwise keep every damage out), and read: refused, or values that
// are the same read one by one and as a whole.
#include <algorithm>
#include <string>

#include "base/bytes.h"
#include "base/hash.h"
#include "fuzz.h"
#include "memory_store.h"
#include "segment/column_reader.h"
#include "segment/column_writer.h"
#include "storage/keys.h"

using namespace newsidx;
using storage::Family;

namespace {

constexpr std::uint32_t kSegment = 7;

void check_read(const fuzz::MemoryStore& store, std::uint32_t documents, std::uint32_t width,
                const std::string* expected) {
  const auto read = segment::read_column(store, Family::columns, kSegment, "c", documents, width);
  NEWSIDX_CHECK(read || !read.error().to_string().empty());
  if (read) NEWSIDX_CHECK(read->size() == std::size_t{documents} * width);
  if (expected != nullptr) NEWSIDX_CHECK(read && *read == *expected);
  if (width != 4) return;
  for (std::uint32_t document = 0; document < documents; document += 1 + documents / 8) {
    const auto value =
        segment::read_column_value(store, Family::columns, kSegment, "c", documents, document);
    if (!read) continue;  // the damage may be in another chunk
    NEWSIDX_CHECK(value && *value == load_le<std::uint32_t>(read->data() + document * 4ul));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint32_t kWidths[] = {1, 2, 4, 8};
  std::string_view input = fuzz::text(data, size);
  const std::uint32_t width = kWidths[fuzz::take_byte(input) % 4];
  const std::uint32_t documents = 1 + fuzz::take_number(input) % 20'000;
  const std::uint8_t damage = fuzz::take_byte(input);
  const std::uint32_t place = fuzz::take_number(input);

  std::string values;
  const std::size_t value_bytes = std::size_t{documents} * width;
  while (values.size() < value_bytes) {  // the input, over and over
    values += input.empty() ? std::string_view("\0\1", 2) : input;
  }
  values.resize(value_bytes);
  fuzz::MemoryStore store;
  std::uint32_t chunks = 0;
  const Status written =
      segment::write_column(values, [&](std::uint32_t chunk, std::string_view bytes) -> Status {
        store.put(Family::columns, storage::column_key(kSegment, "c", chunk), std::string(bytes));
        ++chunks;
        return {};
      });
  NEWSIDX_CHECK(written);
  check_read(store, documents, width, &values);
  if (damage == 0) return 0;

  std::string& chunk =
      *store.find(Family::columns, storage::column_key(kSegment, "c", place % chunks));
  if (damage % 2 == 0) {
    chunk.resize(place % chunk.size());
  } else {
    chunk[place % chunk.size()] = static_cast<char>(chunk[place % chunk.size()] ^ damage);
  }
  if (damage % 4 >= 2 && chunk.size() >= 4) {
    chunk.resize(chunk.size() - 4);
    append_le(chunk, checksum32(chunk));
  }
  check_read(store, documents, width, nullptr);
  // What a manifest may say of a column that is another: more or fewer documents.
  check_read(store, documents + 1, width, nullptr);
  check_read(store, 1 + documents / 2, width, nullptr);
  return 0;
}
