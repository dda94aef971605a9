// segment/column.h
//
// One number a document, of a fixed width, in chunks. Families norms and columns.
// Format: FORMAT.md, "Column".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace newsidx::segment {

/// Bytes of values in a chunk; a multiple of every width.
inline constexpr std::size_t kColumnChunkBytes = 64 << 10;

/// Cuts `values` (document_count * width bytes; width 1, 2, 4 or 8) into chunks and hands them out
/// in order.
[[nodiscard]] Status write_column(
    std::string_view values,
    const std::function<Status(std::uint32_t chunk, std::string_view bytes)>& sink);

/// Reads a whole column.
/// @errors corruption  a chunk is missing, of another size, or fails its checksum
[[nodiscard]] Result<std::string> read_column(const storage::Store& store, storage::Family family,
                                              std::uint32_t segment, std::string_view name,
                                              std::uint32_t document_count, std::uint32_t width);

/// Reads the value of one document, little-endian, of a column 4 bytes wide.
/// @errors as read_column()
[[nodiscard]] Result<std::uint32_t> read_column_value(const storage::Store& store,
                                                      storage::Family family, std::uint32_t segment,
                                                      std::string_view name,
                                                      std::uint32_t document_count,
                                                      std::uint32_t document);

}  // namespace newsidx::segment
