// search/cursor/doc_range.h: a part of a segment's documents, for a thread to search.
#pragma once

#include <cstdint>

#include "segment/posting_cursor.h"

namespace newsidx::search {

struct DocRange {
  std::uint32_t begin = 0;  ///< a multiple of 64
  std::uint32_t end = segment::kNoMoreDocs;
};

}  // namespace newsidx::search
