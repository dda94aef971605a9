#include "search/algorithm/ranked_and.h"

#include <algorithm>

#include "base/try.h"
#include "search/cursor/conjunction_cursor.h"

namespace newsidx::search {

Result<std::uint64_t> ranked_and(Cursors must, Cursors must_not, const Scan& scan,
                                 ScoreCollector& scores) {
  sort_by_cost(must);
  Cursor& lead = *must[0];
  std::uint64_t count = 0;
  ScoredBatch batch;
  while (lead.doc() < scan.range.end) {
    if (scan.is_interrupted()) return interrupted();
    lead.next_batch(std::min(lead.block_end(lead.doc()), scan.range.end), batch);
    for (std::size_t i = 1; i < must.size() && batch.size > 0; ++i) {
      must[i]->add_scores(batch, Occur::must);
    }
    batch.drop_if([&](std::uint32_t doc) { return any_has(must_not, doc) || scan.is_over(); });
    count += batch.size;
    batch.keep_from(scores.threshold());
    if (batch.size > 0) scores.collect(batch);
    // What another clause was seen to lack, the lead need not show.
    std::uint32_t next = 0;
    for (const CursorPtr& part : must) next = std::max(next, part->doc());
    lead.next_geq(next);
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(must));
  NEWSIDX_RETURN_IF_ERROR(first_fault(must_not));
  return count;
}

}  // namespace newsidx::search
