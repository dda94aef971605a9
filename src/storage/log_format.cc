#include "storage/log_format.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/status_macros.h"

namespace newsidx::storage {
namespace {

constexpr std::size_t kBlockBytes = 32u << 10;
constexpr std::size_t kHeaderBytes = 7;

enum Type : std::uint8_t { kWhole = 1, kFirst = 2, kMiddle = 3, kLast = 4 };

std::uint32_t masked(std::uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xa282ead8u; }

bool is_zeros(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

// A record that reaches behind the end of the file is not yet written, or its length is damaged:
// then a shorter one has the right checksum, which does not cover the length.
bool is_shorter(std::string_view record) {
  const auto wanted = load_le<std::uint32_t>(record.data());
  std::uint32_t crc = crc32c(record.substr(6, 1));
  for (record.remove_prefix(kHeaderBytes); !record.empty(); record.remove_prefix(1)) {
    if (masked(crc) == wanted) return true;
    crc = crc32c(record.substr(0, 1), crc);
  }
  return masked(crc) == wanted;
}

Failure broken(std::size_t offset, const std::string& what) {
  return fail(ErrorCode::corruption, "record at byte " + std::to_string(offset) + ": " + what);
}

// Counts in `whole` the bytes of whole records, up to the first that is damaged.
Status scan(std::string_view file, std::size_t& whole) {
  std::size_t offset = 0;
  bool is_inside = false;  // of a record in several pieces
  while (offset < file.size()) {
    const std::string_view rest = file.substr(offset);
    const std::size_t left_in_block = kBlockBytes - offset % kBlockBytes;
    if (left_in_block < kHeaderBytes) {
      if (!is_zeros(rest.substr(0, left_in_block))) return broken(offset, "not zero behind it");
      offset += std::min(left_in_block, rest.size());
      if (!is_inside) whole = offset;
      continue;
    }
    if (rest.size() < kHeaderBytes) break;  // torn
    const auto length = load_le<std::uint16_t>(rest.data() + 4);
    const auto type = static_cast<std::uint8_t>(rest[6]);
    if (type == 0 && is_zeros(rest)) break;  // room was made for a record, and no more
    if (type < kWhole || type > kLast) {
      return broken(offset, "unknown type " + std::to_string(type));
    }
    if (is_inside != (type == kMiddle || type == kLast)) return broken(offset, "out of order");
    if (kHeaderBytes + length > left_in_block) return broken(offset, "longer than its block");
    if (kHeaderBytes + length > rest.size()) {
      if (is_shorter(rest)) return broken(offset, "wrong length");
      break;  // torn
    }
    if (load_le<std::uint32_t>(rest.data()) != masked(crc32c(rest.substr(6, 1u + length)))) {
      return broken(offset, "wrong checksum");
    }
    offset += kHeaderBytes + length;
    is_inside = type == kFirst || type == kMiddle;
    if (!is_inside) whole = offset;
  }
  return {};
}

}  // namespace

Result<std::size_t> whole_records(std::string_view file) {
  std::size_t whole = 0;
  NEWSIDX_RETURN_IF_ERROR(scan(file, whole));
  return whole;
}

std::size_t records_before_damage(std::string_view file) {
  std::size_t whole = 0;
  static_cast<void>(scan(file, whole));
  return whole;
}

namespace {

// The length of the record at the start of `rest` with its header, if it is whole.
std::size_t sound_bytes(std::string_view rest, std::size_t left_in_block) {
  if (rest.size() < kHeaderBytes || left_in_block < kHeaderBytes) return 0;
  const std::size_t length = load_le<std::uint16_t>(rest.data() + 4);
  const auto type = static_cast<std::uint8_t>(rest[6]);
  const std::size_t bytes = kHeaderBytes + length;
  if (type < kWhole || type > kLast || bytes > left_in_block || bytes > rest.size()) return 0;
  const std::uint32_t crc = masked(crc32c(rest.substr(6, 1 + length)));
  return load_le<std::uint32_t>(rest.data()) == crc ? bytes : 0;
}

// Where to go on behind a damaged record.
std::size_t behind_damage(std::string_view file, std::size_t offset) {
  const std::size_t left = kBlockBytes - offset % kBlockBytes;
  const std::string_view rest = file.substr(offset);
  if (rest.size() >= kHeaderBytes) {
    const std::size_t bytes = kHeaderBytes + load_le<std::uint16_t>(rest.data() + 4);
    if (bytes < left && bytes < rest.size() && sound_bytes(rest.substr(bytes), left - bytes) > 0) {
      return offset + bytes;
    }
  }
  return offset + left;
}

}  // namespace

void for_each_record(std::string_view file, const std::function<void(std::string_view)>& on_record,
                     const std::function<void(std::size_t offset)>& on_damage) {
  std::string pieces;  // of a record that has not ended yet
  bool is_inside = false;
  const auto end_pieces = [&] {
    if (is_inside) on_record(pieces);
    pieces.clear();
    is_inside = false;
  };
  for (std::size_t offset = 0; offset < file.size();) {
    const std::string_view rest = file.substr(offset);
    const std::size_t left = kBlockBytes - offset % kBlockBytes;
    if (left < kHeaderBytes) {
      offset += left;
      continue;
    }
    const std::size_t bytes = sound_bytes(rest, left);
    if (bytes == 0) {
      end_pieces();
      if (is_zeros(rest)) return;
      on_damage(offset);
      offset = behind_damage(file, offset);
      continue;
    }
    const auto type = static_cast<Type>(rest[6]);
    const std::string_view payload = rest.substr(kHeaderBytes, bytes - kHeaderBytes);
    if (type == kWhole || type == kFirst) end_pieces();
    if (type == kWhole) on_record(payload);
    if (type == kFirst) is_inside = true;
    if (is_inside) pieces += payload;
    if (type == kLast) end_pieces();
    offset += bytes;
  }
  end_pieces();
}

}  // namespace newsidx::storage
