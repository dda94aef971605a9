#include <algorithm>

#include "base/try.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/topk/top_k.h"

namespace newsidx::search {

Result<std::uint64_t> rank_and_count_intersection(Cursors required, Cursors excluded,
                                                  std::uint32_t end, const Interrupt& interrupt,
                                                  TopDocs& top) {
  sort_by_cost(required);
  Cursor& lead = *required[0];
  std::uint64_t count = 0;
  ScoredBatch batch;
  while (lead.doc() < end) {
    if (interrupt.requested()) return interrupted();
    lead.take_batch(std::min(lead.block_end(lead.doc()), end), batch);
    for (std::size_t i = 1; i < required.size() && batch.size > 0; ++i) {
      required[i]->complete(batch, Occur::required);
    }
    batch.drop_if([&excluded](std::uint32_t doc) { return any_has(excluded, doc); });
    count += batch.size;
    for (std::size_t i = 0; i < batch.size; ++i) top.insert(batch.docs[i], batch.scores[i]);
    // What another part was seen to lack, the lead need not show.
    std::uint32_t next = 0;
    for (const CursorPtr& part : required) next = std::max(next, part->doc());
    lead.next_geq(next);
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(required));
  NEWSIDX_RETURN_IF_ERROR(first_fault(excluded));
  return count;
}

}  // namespace newsidx::search
