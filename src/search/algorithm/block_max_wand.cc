#include "search/algorithm/block_max_wand.h"

#include <algorithm>

#include "search/algorithm/gather.h"

namespace newsidx::search {

Status block_max_wand(Cursor& cursor, const Scan& scan, ScoreCollector& scores) {
  Gatherer gatherer(scores, scan);
  while (cursor.doc() < scan.range.end) {
    if (scan.is_interrupted()) {
      gatherer.flush();
      return cancelled_error();
    }
    scores.refresh_threshold();
    cursor.set_min_competitive_score(scores.threshold());
    const std::uint32_t begin = cursor.doc();
    const std::uint32_t end = std::min(cursor.block_end(begin), scan.range.end);
    if (cursor.max_score(begin, end) < scores.threshold()) {
      cursor.next_geq(end);
      continue;
    }
    while (cursor.doc() < end) {
      gatherer.add(cursor.doc(), cursor.score());
      cursor.set_min_competitive_score(scores.threshold());
      cursor.next();
    }
  }
  gatherer.flush();
  return cursor.status();
}

}  // namespace newsidx::search
