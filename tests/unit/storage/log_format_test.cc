#include "storage/log_format.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/crc32c.h"

using namespace newsidx;
using namespace newsidx::storage;

namespace {

constexpr std::size_t kBlockBytes = 32u << 10;

void append_piece(std::string& file, std::uint8_t type, std::string_view payload) {
  std::string checked(1, static_cast<char>(type));
  checked += payload;
  const std::uint32_t crc = crc32c(checked);
  append_le(file, ((crc >> 15) | (crc << 17)) + 0xa282ead8u);
  append_le(file, static_cast<std::uint16_t>(payload.size()));
  file += checked;
}

// As db/log_writer.cc of RocksDB does it.
void append_record(std::string& file, std::string_view payload) {
  bool is_first = true;
  for (;;) {
    std::size_t left = kBlockBytes - file.size() % kBlockBytes;
    if (left < 7) {
      file.append(left, '\0');
      left = kBlockBytes;
    }
    const std::string_view piece = payload.substr(0, left - 7);
    payload.remove_prefix(piece.size());
    const bool is_last = payload.empty();
    append_piece(file, is_first ? (is_last ? 1 : 2) : (is_last ? 4 : 3), piece);
    if (is_last) return;
    is_first = false;
  }
}

// Records that end in the middle of a block, 6, 7 and 8 bytes before its end, and in a third block.
std::string sample() {
  std::string file;
  append_record(file, "first");
  append_record(file, std::string(kBlockBytes - 6 - file.size() - 7, 'a'));
  append_record(file, std::string(kBlockBytes - 7 - 7, 'b'));
  append_record(file, std::string(kBlockBytes - 8, 'c'));
  append_record(file, std::string(2 * kBlockBytes, 'd'));
  append_record(file, "");
  append_record(file, "last");
  return file;
}

}  // namespace

TEST_CASE("a log is whole, or torn at its end") {
  const std::string file = sample();
  CHECK(*whole_records("") == 0);
  CHECK(*whole_records(file) == file.size());
  for (const std::size_t torn : {1u, 6u, 7u, 10u}) {
    CAPTURE(torn);
    CHECK(*whole_records(file.substr(0, file.size() - torn)) == file.size() - 11);
  }
  CHECK(*whole_records(file.substr(0, 11)) == 0);
  CHECK(*whole_records(file.substr(0, 12)) == 12);
  CHECK(*whole_records(file + std::string(100, '\0')) == file.size());  // room, not yet written
}

TEST_CASE("a record of another type is an error, also one whose checksum is right") {
  for (unsigned type = 0; type < 256; ++type) {
    CAPTURE(type);
    std::string file = sample();
    const std::size_t whole = file.size();
    append_piece(file, static_cast<std::uint8_t>(type), "piece");
    const auto records = whole_records(file);
    if (type == 1) CHECK(*records == file.size());
    if (type == 2) CHECK(*records == whole);  // the rest is not yet written
    if (type == 0 || type > 2) CHECK(records.error().code == ErrorCode::corruption);
  }
}

TEST_CASE("any other value of any byte is an error") {
  const std::string whole = sample();
  const std::size_t edges[] = {0,
                               12,
                               kBlockBytes - 6,
                               kBlockBytes,
                               2 * kBlockBytes - 7,
                               2 * kBlockBytes,
                               whole.size() - 18,
                               whole.size() - 11};
  for (const std::size_t edge : edges) {
    for (std::size_t offset = edge; offset < std::min(edge + 8, whole.size()); ++offset) {
      for (unsigned value = 0; value < 256; ++value) {
        CAPTURE(offset);
        CAPTURE(value);
        std::string file = whole;
        file[offset] = static_cast<char>(value);
        if (file == whole) continue;
        const auto found = whole_records(file);
        REQUIRE_FALSE(found);
        CHECK(found.error().code == ErrorCode::corruption);
      }
    }
  }
}

TEST_CASE("pieces out of order, and types of other settings, are errors") {
  for (unsigned type = 0; type < 256; ++type) {
    CAPTURE(type);
    std::string alone;
    append_piece(alone, static_cast<std::uint8_t>(type), "payload");
    const auto first = whole_records(alone);
    CHECK(first.has_value() == (type == 1 || type == 2));
    std::string behind;
    append_piece(behind, 2, "begun");
    append_piece(behind, static_cast<std::uint8_t>(type), "payload");
    const auto second = whole_records(behind);
    CHECK(second.has_value() == (type == 3 || type == 4));
    if (type == 4) CHECK(*second == behind.size());
    if (type == 3) CHECK(*second == 0);
  }
  std::string zeros;
  append_record(zeros, "one");
  zeros.append(20, '\0');
  append_record(zeros, "behind a hole");
  CHECK_FALSE(whole_records(zeros));
}

TEST_CASE("of a damaged file all other records are shown, and the beginning of the damaged one") {
  const std::string file = sample();
  std::vector<std::string> whole;
  for_each_record(
      file, [&](std::string_view record) { whole.emplace_back(record); },
      [](std::size_t) { FAIL("nothing is damaged"); });
  REQUIRE(whole.size() == 7);
  CHECK(whole.front() == "first");
  CHECK(whole[4] == std::string(2 * kBlockBytes, 'd'));
  CHECK(whole.back() == "last");
  for (std::size_t at = 0; at < file.size(); at += at % 40 == 0 ? 1 : 39) {
    CAPTURE(at);
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x04);
    std::vector<std::string> shown;
    std::size_t damages = 0;
    for_each_record(
        damaged, [&](std::string_view record) { shown.emplace_back(record); },
        [&](std::size_t) { ++damages; });
    std::size_t found = 0;
    std::size_t next = 0;
    for (const std::string& record : shown) {
      while (next < whole.size() && !whole[next].starts_with(record)) ++next;
      REQUIRE_MESSAGE(next < whole.size(), "nobody wrote this");
      found += whole[next] == record ? 1u : 0u;
      ++next;
    }
    // A damaged length may hide what else is in the block, and a piece in it of the next one.
    const bool is_padding = damages == 0 && found == whole.size();
    CHECK((is_padding || damages > 0));
    CHECK(found >= whole.size() - 3);
  }
}

TEST_CASE("a file that was cut off shows what is whole, and the beginning of what is not") {
  const std::string file = sample();
  for (std::size_t size = 0; size <= file.size(); size += 997) {
    CAPTURE(size);
    std::size_t bytes = 0;
    for_each_record(
        std::string_view(file).substr(0, size),
        [&](std::string_view record) { bytes += record.size(); }, [](std::size_t) {});
    CHECK(bytes <= size);
    CHECK(bytes + kBlockBytes + 64 >= size);
  }
}
