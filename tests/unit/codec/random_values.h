// unit/codec/random_values.h: seeded numbers and damage for the codec's tests.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace newsidx::codec {

using Random = std::mt19937_64;

inline std::uint32_t below(Random& random, std::uint64_t limit) {
  return static_cast<std::uint32_t>(random() % limit);
}

/// @param bits  0 to 32
inline std::vector<std::uint32_t> random_values(Random& random, std::size_t count, unsigned bits) {
  std::vector<std::uint32_t> values(count);
  for (std::uint32_t& value : values) value = below(random, std::uint64_t{1} << bits);
  return values;
}

/// Flips a bit, sets a byte, or cuts the end off.
inline std::string damaged(Random& random, std::string bytes) {
  const std::size_t at = below(random, bytes.size());
  switch (below(random, 4)) {
    case 0: bytes.resize(at); break;
    case 1: bytes[at] = static_cast<char>(random()); break;
    default: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(random, 8))); break;
  }
  return bytes;
}

/// Sizes around the edges of a block.
inline constexpr std::size_t kBlockEdges[] = {1, 2, 3, 31, 63, 64, 126, 127, 128};

}  // namespace newsidx::codec
