// search/collector/count.h
//
// Exactly how many documents of a segment match, without scoring them. Where several threads count
// in a range each, their numbers add up to that of the segment, modulo 2^64: how many documents a
// list has is known of the whole list, and counted where the first range is.
#pragma once

#include <newsidx/result.h>

#include <cstdint>

#include "base/interrupt.h"
#include "search/cursor/cursor.h"
#include "search/cursor/doc_range.h"

namespace newsidx::search {

/// Where it is counted. Cursors stand in the range or behind it.
struct CountedRange {
  std::uint32_t document_count;  ///< of the segment
  DocRange docs;
};

/// Documents of any of `parts` and of none of `excluded`, by windows of bits.
[[nodiscard]] Result<std::uint64_t> count_union(Cursors parts, Cursors excluded,
                                                const CountedRange& range,
                                                const Interrupt& interrupt);

/// Documents of all of `required` and of none of `excluded`.
[[nodiscard]] Result<std::uint64_t> count_intersection(Cursors required, Cursors excluded,
                                                       const CountedRange& range,
                                                       const Interrupt& interrupt);

/// Documents of one cursor.
[[nodiscard]] Result<std::uint64_t> count_all(Cursor& cursor, const CountedRange& range,
                                              const Interrupt& interrupt);

}  // namespace newsidx::search
