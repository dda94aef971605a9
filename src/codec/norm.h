// codec/norm.h
//
// A document's length in one byte: exact up to 40, then four significant bits (less than one ninth
// is lost), so that a scorer can keep a table of 256 entries. Monotone: a longer document never has
// a smaller norm. The same code as Lucene's SmallFloat.intToByte4, so that scores can be compared.
// Format: FORMAT.md, "Norm".
#pragma once

#include <bit>
#include <cstdint>

namespace newsidx::codec {

namespace norm_detail {

inline constexpr std::uint32_t kExactCount = 24;  // 255 less the code of the largest 32-bit length

constexpr std::uint32_t to_float4(std::uint32_t value) noexcept {
  const auto bits = static_cast<std::uint32_t>(std::bit_width(value));
  if (bits < 4) return value;
  const std::uint32_t shift = bits - 4;
  return ((value >> shift) & 7) | ((shift + 1) << 3);
}

constexpr std::uint32_t from_float4(std::uint32_t code) noexcept {
  const std::uint32_t mantissa = code & 7;
  const std::uint32_t exponent = code >> 3;
  return exponent == 0 ? mantissa : (mantissa | 8) << (exponent - 1);
}

}  // namespace norm_detail

/// @param length  tokens in the field [count]; 2^31 and more have the norm of 2^31 - 1
constexpr std::uint8_t encode_norm(std::uint32_t length) noexcept {
  using namespace norm_detail;
  if (length > INT32_MAX) length = INT32_MAX;
  return static_cast<std::uint8_t>(
      length < kExactCount ? length : kExactCount + to_float4(length - kExactCount));
}

/// The shortest length with this norm [count].
constexpr std::uint32_t decode_norm(std::uint8_t norm) noexcept {
  using namespace norm_detail;
  return norm < kExactCount ? norm : kExactCount + from_float4(norm - kExactCount);
}

}  // namespace newsidx::codec
