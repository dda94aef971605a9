#include <algorithm>

#include "search/topk/top_k.h"

namespace newsidx::search {

Status rank_by_block_max(Cursor& cursor, std::uint32_t range_end, const Interrupt& interrupt,
                         TopDocs& top) {
  while (cursor.doc() < range_end) {
    if (interrupt.requested()) return interrupted();
    top.refresh();
    cursor.set_entry_score(top.entry_score());
    const std::uint32_t begin = cursor.doc();
    const std::uint32_t end = std::min(cursor.block_end(begin), range_end);
    if (cursor.bound(begin, end) < top.entry_score()) {
      cursor.next_geq(end);
      continue;
    }
    while (cursor.doc() < end) {
      top.insert(cursor.doc(), cursor.score());
      cursor.set_entry_score(top.entry_score());
      cursor.next();
    }
  }
  return cursor.status();
}

}  // namespace newsidx::search
