// search/cursor/leapfrog.h
//
// Intersects lists by turns: each cursor goes to where another one stands, or beyond.
// Source: Veldhuizen, "Leapfrog Triejoin" (2014), with the rarest list in front.
#pragma once

#include <cstdint>
#include <vector>

#include "base/cancellation.h"
#include "segment/posting_cursor.h"

namespace newsidx::search {

/// Goes to the first document >= the front part's that all parts stand on, or to the end.
/// REQUIRES parts not empty, the rarest in front.
/// @param parts  pointers to cursors (doc(), next_geq())
/// @param end    documents from here on are not looked for
/// @param pace   may be nullptr; when it is over there is none
/// @return that document; kNoMoreDocs where there is none below `end`
template <class Pointer>
std::uint32_t leapfrog(const std::vector<Pointer>& parts, std::uint32_t end,
                       PacedCancellation* pace) {
  constexpr std::uint64_t kWorkPerLookUp = 16;
  auto& lead = *parts[0];
  for (std::size_t i = 1; i < parts.size() && lead.doc() < end;) {
    if (pace != nullptr && pace->ends_after(kWorkPerLookUp)) return segment::kNoMoreDocs;
    auto& part = *parts[i];
    part.next_geq(lead.doc());
    if (part.doc() == lead.doc()) {
      ++i;
    } else {
      lead.next_geq(part.doc());
      i = 1;
    }
  }
  return lead.doc() < end ? lead.doc() : segment::kNoMoreDocs;
}

}  // namespace newsidx::search
