#include "search/algorithm/ranked_and.h"

#include <algorithm>

#include "base/status_macros.h"
#include "search/algorithm/exclusion.h"
#include "search/cursor/conjunction_cursor.h"

namespace newsidx::search {

Result<std::uint64_t> ranked_and(Cursors must, Cursors must_not, const Scan& scan,
                                 ScoreCollector& scores) {
  sort_by_cost(must);
  Cursor& lead = *must[0];
  std::uint64_t count = 0;
  ScoredBatch batch;
  Exclusion excluded(std::move(must_not), scan);
  while (lead.doc() < scan.range.end) {
    if (scan.is_interrupted()) return cancelled_error();
    excluded.next_batch(lead, std::min(lead.block_end(lead.doc()), scan.range.end), batch);
    excluded.drop_dense(batch);
    for (std::size_t i = 1; i < must.size() && batch.size > 0; ++i) {
      must[i]->add_scores(batch, Occur::must);
    }
    excluded.drop_others(batch);
    count += batch.size;
    batch.keep_from(scores.threshold());
    if (batch.size > 0) scores.collect(batch);
    // What another clause was seen to lack, the lead need not show.
    std::uint32_t next = 0;
    for (const CursorPtr& part : must) next = std::max(next, part->doc());
    lead.next_geq(next);
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(must));
  NEWSIDX_RETURN_IF_ERROR(excluded.status());
  return count;
}

}  // namespace newsidx::search
