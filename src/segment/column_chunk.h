// segment/column_chunk.h: the size of a column's chunks.
//
// column chunk := value* checksum:u32     (values little-endian; 64 KiB of them but in the last
// chunk)
#pragma once

#include <cstddef>

namespace newsidx::segment {

/// Bytes of values in a chunk; a multiple of every width.
inline constexpr std::size_t kColumnChunkBytes = 64 << 10;

}  // namespace newsidx::segment
