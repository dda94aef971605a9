#include "search/algorithm/exhaustive.h"

#include "base/status_macros.h"
#include "search/algorithm/gather.h"

namespace newsidx::search {

Result<std::uint64_t> exhaustive(Cursor& cursor, const Scan& scan, ScoreCollector& scores) {
  constexpr std::uint64_t kDocsPerStopCheck = 4096;
  Gatherer gatherer(scores, scan);
  std::uint64_t count = 0;
  Status status;
  for (; status && cursor.doc() < scan.range.end; cursor.next()) {
    if (++count % kDocsPerStopCheck == 0 && scan.is_interrupted()) status = cancelled_error();
    if (status) gatherer.add(cursor.doc(), cursor.score());
  }
  gatherer.flush();
  NEWSIDX_RETURN_IF_ERROR(status);
  NEWSIDX_RETURN_IF_ERROR(cursor.status());
  return count;
}

}  // namespace newsidx::search
