// segment/checksum.h: the checksum at the end of a value that is stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/hash.h"

namespace newsidx::segment {

inline constexpr std::size_t kChecksumBytes = sizeof(std::uint32_t);

/// Appends the checksum of bytes[begin, ...).
inline void append_checksum(std::string& bytes, std::size_t begin = 0) {
  append_le(bytes, checksum32(std::string_view(bytes).substr(begin)));
}

/// The value without the checksum at its end; nothing where that is not there, or another one.
[[nodiscard]] inline std::optional<std::string_view> without_checksum(
    std::string_view value) noexcept {
  if (value.size() < kChecksumBytes) return std::nullopt;
  const std::string_view bytes = value.substr(0, value.size() - kChecksumBytes);
  const auto checksum = load_le<std::uint32_t>(bytes.data() + bytes.size());
  return checksum32(bytes) == checksum ? std::optional(bytes) : std::nullopt;
}

}  // namespace newsidx::segment
