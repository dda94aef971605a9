// tests/support/flipped_byte.h: damage in a file.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

namespace newsidx::testing {

/// Changes a bit of the byte at `offset`.
inline void flip(const std::string& file, std::uintmax_t offset) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekg(static_cast<std::streamoff>(offset));
  const auto byte = static_cast<char>(bytes.get() ^ 0x10);
  bytes.seekp(static_cast<std::streamoff>(offset));
  bytes.put(byte);
}

}  // namespace newsidx::testing
