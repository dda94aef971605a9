// search/algorithm/scan.h: which documents of a segment an algorithm looks at, and what may end it.
#pragma once

#include <cstdint>

#include "base/cancellation.h"
#include "search/cursor/doc_range.h"

namespace newsidx::search {

/// All documents of a segment, or a range of them where several threads search it. Cursors stand in
/// the range or behind it.
struct Scan {
  std::uint32_t document_count = segment::kNoMoreDocs;  ///< of the segment
  DocRange range = {};
  const CancellationToken* cancellation = nullptr;  ///< asked by block or window; nullptr: none
  const PacedCancellation* pace = nullptr;          ///< of the cursors; nullptr: they have none

  [[nodiscard]] bool is_interrupted() const noexcept {
    return cancellation != nullptr && cancellation->requested();
  }
  /// A cursor has ended early. It lacks matches, so what is found from then on may lack scores, or
  /// not be known to be excluded: no collector may see it.
  [[nodiscard]] bool is_over() const noexcept { return pace != nullptr && pace->is_over(); }
};

}  // namespace newsidx::search
