// segment/copies_record.h
//
// Which documents of a segment are copies of one another, found when it was written: an optional
// record. Small segments have none, nor have those of an earlier newsidx: then the pairs are to be
// found when somebody asks.
// Format: FORMAT.md, "Copies".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "segment/segment_records.h"
#include "storage/store.h"

namespace newsidx::segment {

struct CopiesRecord {
  /// Documents; the lower one of a pair first, ascending. Also those that were deleted since.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  std::vector<std::uint32_t> corrections;  ///< among them, those whose headline says so; ascending
  friend bool operator==(const CopiesRecord&, const CopiesRecord&) = default;
};

[[nodiscard]] std::string serialize_copies(const CopiesRecord& record);
/// @errors corruption
[[nodiscard]] Result<CopiesRecord> parse_copies(std::string_view bytes,
                                                std::uint32_t document_count);

[[nodiscard]] Status write_copies(SegmentRecords& records, const CopiesRecord& record);
/// @return nothing where the segment has none
/// @errors corruption, io
[[nodiscard]] Result<std::optional<CopiesRecord>> read_copies(const storage::Store& store,
                                                              std::uint32_t segment,
                                                              std::uint32_t document_count);

}  // namespace newsidx::segment
