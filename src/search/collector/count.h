// search/collector/count.h: exactly how many documents of a segment match, without scoring them.
#pragma once

#include <newsidx/result.h>

#include <cstdint>

#include "base/interrupt.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// Documents of any of `parts` and of none of `excluded`, by windows of bits.
[[nodiscard]] Result<std::uint64_t> count_union(Cursors parts, Cursors excluded,
                                                std::uint32_t document_count,
                                                const Interrupt& interrupt);

/// Documents of all of `required` and of none of `excluded`.
[[nodiscard]] Result<std::uint64_t> count_intersection(Cursors required, Cursors excluded,
                                                       std::uint32_t document_count,
                                                       const Interrupt& interrupt);

/// Documents of one cursor.
[[nodiscard]] Result<std::uint64_t> count_all(Cursor& cursor, const Interrupt& interrupt);

}  // namespace newsidx::search
