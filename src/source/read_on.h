// source/read_on.h
//
// Whether what was appended to a file can be read by itself.
#pragma once

#include <optional>

#include "source/csv/csv_dialect.h"
#include "source/fields/field_map.h"
#include "source/format/file_end.h"
#include "source/stream/decompressed_stream.h"

namespace newsidx::source {

/// Formats that are written record by record.
[[nodiscard]] bool may_grow(FileFormat format);

/// Whether a record begins where the file was read up to, and is of what the others are.
/// REQUIRES a plain file of the format of `end`, and that what is in front of it is as it was.
/// @param map  may be null
/// @param table  of a table: what its head says
[[nodiscard]] bool goes_on(const DecompressedStream& stream, const FileEnd& end,
                           const FieldMap* map, std::optional<CsvTable>& table);

}  // namespace newsidx::source
