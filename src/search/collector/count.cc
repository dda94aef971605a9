#include "search/collector/count.h"

#include <algorithm>

#include "base/try.h"
#include "search/topk/top_k.h"

namespace newsidx::search {
namespace {

std::uint32_t least_doc(const Cursors& cursors) {
  std::uint32_t least = kNoMoreDocs;
  for (const CursorPtr& cursor : cursors) least = std::min(least, cursor->doc());
  return least;
}

}  // namespace

Result<std::uint64_t> count_union(Cursors parts, Cursors excluded, std::uint32_t document_count,
                                  const std::stop_token& stop) {
  if (parts.size() == 1 && excluded.empty()) return count_all(*parts[0], stop);
  std::uint64_t count = 0;
  DocMask found;
  DocMask banned;
  for (std::uint32_t begin = least_doc(parts); begin != kNoMoreDocs; begin = least_doc(parts)) {
    if (stop.stop_requested()) return stopped();
    const std::uint32_t end = std::min(begin + kWindowDocs, document_count);
    found.clear();
    for (const CursorPtr& part : parts) part->mark(begin, end, found);
    if (!excluded.empty()) {
      banned.clear();
      for (const CursorPtr& part : excluded) {
        part->next_geq(begin);
        part->mark(begin, end, banned);
      }
      for (std::size_t i = 0; i < found.words.size(); ++i) found.words[i] &= ~banned.words[i];
    }
    count += found.count();
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(parts));
  NEWSIDX_RETURN_IF_ERROR(first_fault(excluded));
  return count;
}

Result<std::uint64_t> count_all(Cursor& cursor, const std::stop_token& stop) {
  constexpr std::uint64_t kDocsPerStopCheck = 4096;
  if (const auto known = cursor.known_count()) {
    NEWSIDX_RETURN_IF_ERROR(cursor.status());
    return *known;
  }
  std::uint64_t count = 0;
  for (; cursor.doc() != kNoMoreDocs; cursor.next()) {
    if (++count % kDocsPerStopCheck == 0 && stop.stop_requested()) return stopped();
  }
  NEWSIDX_RETURN_IF_ERROR(cursor.status());
  return count;
}

}  // namespace newsidx::search
