// codec/bitpack.h
//
// Integers of a fixed number of bits, in two layouts. FORMAT.md, "Packed integers".
//
// A full group of 128 is packed vertically: 32 rows of 4 lanes, each lane filling 32-bit words from
// their low bits, so that one vector instruction works on 4 integers. (Layout: Lemire & Boytsov,
// "Decoding billions of integers per second through vectorization", 2015.) The code is written with
// the compiler's portable vectors: every machine writes and reads the same bytes.
// A tail of fewer is packed horizontally: one bit string, low bits first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace newsidx::codec {

inline constexpr std::size_t kGroupSize = 128;
inline constexpr unsigned kMaxBits = 32;

/// Bits needed for the largest of `values` [0 to 32].
[[nodiscard]] unsigned bits_needed(std::span<const std::uint32_t> values) noexcept;

/// Bytes of `count` packed integers, count <= 128.
[[nodiscard]] constexpr std::size_t packed_size(std::size_t count, unsigned bits) noexcept {
  return (count * bits + 7) / 8;  // the same for both layouts: 16 bytes a bit for a full group
}

/// Appends packed_size(values.size(), bits) bytes: vertical for 128 values, else horizontal.
/// REQUIRES values.size() <= 128 and every value < 2^bits.
void append_packed(std::string& out, std::span<const std::uint32_t> values, unsigned bits);

/// Reads values.size() integers (<= 128) from exactly packed_size() bytes.
/// REQUIRES bits <= 32 and bytes.size() == packed_size(values.size(), bits): the caller checks.
void unpack(std::string_view bytes, unsigned bits, std::span<std::uint32_t> values) noexcept;

/// Reads values.size() integers of a horizontal tail, from the first-th on.
/// REQUIRES 0 < bits <= 32 and that the bytes have them.
void unpack_tail(std::string_view bytes, unsigned bits, std::size_t first,
                 std::span<std::uint32_t> values) noexcept;

/// values[i] := base + 1 + i + sum(values[0..i]), modulo 2^32: gaps less one to ascending numbers.
void restore_ascending(std::uint32_t base, std::span<std::uint32_t> values) noexcept;

}  // namespace newsidx::codec
