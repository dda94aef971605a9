// codec/position_block_flags.h (private): the first byte of a position block, for writer and
// reader.
#pragma once

#include <cstdint>

namespace newsidx::codec {

inline constexpr std::uint8_t kHasCounts = 1;
inline constexpr std::uint8_t kHasSpans = 2;

}  // namespace newsidx::codec
