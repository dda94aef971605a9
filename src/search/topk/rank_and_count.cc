#include "base/try.h"
#include "search/topk/top_k.h"

namespace newsidx::search {

Result<std::uint64_t> rank_and_count(Cursor& cursor, std::uint32_t end, const Interrupt& interrupt,
                                     TopDocs& top) {
  constexpr std::uint64_t kDocsPerStopCheck = 4096;
  std::uint64_t count = 0;
  for (; cursor.doc() < end; cursor.next()) {
    if (++count % kDocsPerStopCheck == 0 && interrupt.requested()) return interrupted();
    top.insert(cursor.doc(), cursor.score());
  }
  NEWSIDX_RETURN_IF_ERROR(cursor.status());
  return count;
}

}  // namespace newsidx::search
