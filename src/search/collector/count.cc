#include "search/collector/count.h"

#include <algorithm>

#include "base/try.h"
#include "search/cursor/align.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/topk/top_k.h"

namespace newsidx::search {
namespace {

std::uint32_t least_doc(const Cursors& cursors) {
  std::uint32_t least = kNoMoreDocs;
  for (const CursorPtr& cursor : cursors) least = std::min(least, cursor->doc());
  return least;
}

enum class Keep : std::uint8_t { those_it_has, those_it_lacks };

// Takes documents in [begin, end) out of the mask, by what a cursor has. The cursor is asked for
// each of them, or all its documents are marked where that is less work.
void narrow(Cursor& cursor, std::uint32_t begin, std::uint32_t end, double cursor_density,
            Keep keep, DocMask& mask) {
  constexpr double kMarksPerLookUp = 16;
  const auto left = static_cast<double>(mask.count());
  cursor.next_geq(begin);
  if (cursor.marks_fast() && left * kMarksPerLookUp > cursor_density * (end - begin)) {
    DocMask own;
    cursor.mark(begin, end, own);
    for (std::size_t i = 0; i < mask.words.size(); ++i) {
      mask.words[i] &= keep == Keep::those_it_has ? own.words[i] : ~own.words[i];
    }
    return;
  }
  mask.for_each([&](std::uint32_t index) {
    cursor.next_geq(begin + index);
    const bool has = cursor.doc() == begin + index;
    if (has != (keep == Keep::those_it_has)) mask.reset(index);
  });
}

}  // namespace

Result<std::uint64_t> count_intersection(Cursors required, Cursors excluded,
                                         std::uint32_t document_count, const Interrupt& interrupt) {
  sort_by_cost(required);
  const auto density = [document_count](const CursorPtr& cursor) {
    return static_cast<double>(cursor->cost()) / document_count;
  };
  std::uint64_t count = 0;
  DocMask found;
  for (std::uint32_t begin = align(required); begin != kNoMoreDocs; begin = align(required)) {
    if (interrupt.requested()) return interrupted();
    const std::uint32_t end = std::min(begin + kWindowDocs, document_count);
    found.clear();
    required[0]->mark(begin, end, found);
    for (std::size_t i = 1; i < required.size(); ++i) {
      narrow(*required[i], begin, end, density(required[i]), Keep::those_it_has, found);
    }
    for (const CursorPtr& part : excluded) {
      narrow(*part, begin, end, density(part), Keep::those_it_lacks, found);
    }
    count += found.count();
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(required));
  NEWSIDX_RETURN_IF_ERROR(first_fault(excluded));
  return count;
}

Result<std::uint64_t> count_union(Cursors parts, Cursors excluded, std::uint32_t document_count,
                                  const Interrupt& interrupt) {
  if (parts.size() == 1 && excluded.empty()) return count_all(*parts[0], interrupt);
  std::uint64_t count = 0;
  DocMask found;
  DocMask banned;
  for (std::uint32_t begin = least_doc(parts); begin != kNoMoreDocs; begin = least_doc(parts)) {
    if (interrupt.requested()) return interrupted();
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

Result<std::uint64_t> count_all(Cursor& cursor, const Interrupt& interrupt) {
  constexpr std::uint64_t kDocsPerStopCheck = 4096;
  if (const auto known = cursor.known_count()) {
    NEWSIDX_RETURN_IF_ERROR(cursor.status());
    return *known;
  }
  std::uint64_t count = 0;
  for (; cursor.doc() != kNoMoreDocs; cursor.next()) {
    if (++count % kDocsPerStopCheck == 0 && interrupt.requested()) return interrupted();
  }
  NEWSIDX_RETURN_IF_ERROR(cursor.status());
  return count;
}

}  // namespace newsidx::search
