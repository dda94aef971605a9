// base/bytes.h
//
// Writing integers to byte strings and reading them back from untrusted ones.
// Big-endian integers keep the order of keys; little-endian ones are for values.
//
// A ByteReader never reads past its end: a short input turns it bad, every later read gives 0 or an
// empty view, and the caller asks ok() once. So a decoder can be written without an if per field.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace newsidx {

static_assert(std::endian::native == std::endian::little, "the formats are read in place");

template <std::unsigned_integral T>
[[nodiscard]] constexpr T byte_swapped(T value) noexcept {
  if constexpr (sizeof(T) == 1) return value;
  if constexpr (sizeof(T) == 2) return __builtin_bswap16(value);
  if constexpr (sizeof(T) == 4) return __builtin_bswap32(value);
  if constexpr (sizeof(T) == 8) return __builtin_bswap64(value);
}

/// Reads a T at `bytes`, which must hold sizeof(T) bytes; any alignment.
template <std::unsigned_integral T>
[[nodiscard]] inline T load_le(const void* bytes) noexcept {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

template <std::unsigned_integral T>
inline void store_le(void* bytes, T value) noexcept {
  std::memcpy(bytes, &value, sizeof value);
}

template <std::unsigned_integral T>
inline void append_le(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <std::unsigned_integral T>
inline void append_be(std::string& out, T value) {
  append_le(out, byte_swapped(value));
}

/// Variable-length integer, 7 bits a byte, low bits first (LEB128).
inline void append_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

/// A varint length, then the bytes.
inline void append_prefixed(std::string& out, std::string_view bytes) {
  append_varint(out, bytes.size());
  out.append(bytes);
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : rest_(bytes) {}

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

  template <std::unsigned_integral T>
  T le() noexcept {
    const std::string_view bytes = take(sizeof(T));
    return bytes.size() == sizeof(T) ? load_le<T>(bytes.data()) : T{0};
  }

  template <std::unsigned_integral T>
  T be() noexcept {
    return byte_swapped(le<T>());
  }

  std::uint64_t varint() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = le<std::uint8_t>();
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;  // more than ten bytes
    return 0;
  }

  /// A varint that must fit a 32-bit count or number.
  std::uint32_t varint32() noexcept {
    const std::uint64_t value = varint();
    if (value > UINT32_MAX) ok_ = false;
    return ok_ ? static_cast<std::uint32_t>(value) : 0;
  }

  std::string_view prefixed() noexcept { return take(varint()); }

  std::string_view take(std::uint64_t size) noexcept {
    if (!ok_ || size > rest_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace newsidx
