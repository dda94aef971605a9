// segment/column_writer.h
//
// One number a document, of a fixed width, to chunks. Read by column_reader.h.
// Format: FORMAT.md, "Columns and norms".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <string_view>

namespace newsidx::segment {

/// Cuts `values` (document_count * width bytes; width 1, 2, 4 or 8) into chunks and hands them out
/// in order.
[[nodiscard]] Status write_column(
    std::string_view values,
    const std::function<Status(std::uint32_t chunk, std::string_view bytes)>& sink);

}  // namespace newsidx::segment
