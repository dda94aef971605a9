#include "search/topk/top_k.h"

namespace newsidx::search {

Status rank_exhaustively(Cursor& cursor, std::uint32_t end, const Interrupt& interrupt,
                         TopDocs& top) {
  constexpr std::uint32_t kDocsPerStopCheck = 4096;
  for (std::uint32_t count = 1; cursor.doc() < end; cursor.next(), ++count) {
    if (count % kDocsPerStopCheck == 0 && interrupt.requested()) return interrupted();
    top.insert(cursor.doc(), cursor.score());
  }
  return cursor.status();
}

}  // namespace newsidx::search
