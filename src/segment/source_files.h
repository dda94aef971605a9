// segment/source_files.h
//
// The files that the articles of a segment were read from, by number. Segments that were written
// before there was the column do not know them.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::segment {

/// @return a number a document; 0: not known
/// @errors as ColumnReader::open(), but that the column may be missing
[[nodiscard]] Result<std::vector<std::uint32_t>> read_source_files(
    const std::shared_ptr<const storage::Store>& store, const SegmentInfo& info);

}  // namespace newsidx::segment
