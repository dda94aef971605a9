// segment/column_reader.h
//
// One number a document, of a fixed width, from chunks. Families norms and columns.
// Format: FORMAT.md, "Columns and norms".  Written by column_writer.h.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace newsidx::segment {

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
