#include "search/collector/count.h"

#include <algorithm>
#include <array>

#include "base/try.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/topk/top_k.h"

namespace newsidx::search {
namespace {

// Documents that are counted at a time: enough to pay for what a window costs by itself, few enough
// for the first cache.
constexpr std::uint32_t kCountDocs = 16384;
using CountMask = DocWindow<kCountDocs>;

// A list with fewer documents than one in so many is walked instead of marked.
constexpr std::uint64_t kSparse = 64;

std::uint32_t least_doc(const Cursors& cursors) {
  std::uint32_t least = kNoMoreDocs;
  for (const CursorPtr& cursor : cursors) least = std::min(least, cursor->doc());
  return least;
}

// Where the window that has `doc` begins: at a word, so that bits need no shifting.
constexpr std::uint32_t window_begin(std::uint32_t doc) { return doc / 64 * 64; }

void mark_all(const Cursors& cursors, std::uint32_t begin, std::uint32_t end, CountMask& mask) {
  mask.clear();
  for (const CursorPtr& cursor : cursors) {
    cursor->next_geq(begin);
    cursor->mark(begin, end, mask.words.data());
  }
}

enum class Keep : bool { those_it_lacks, those_it_has };

// How many documents a cursor marks in the time of one look-up: blocks of bits are marked by words.
double marks_per_look_up(double density) { return density > 1.0 / 8 ? 64 : 12; }

// What is known of the whole list is counted where the first range is.
std::uint64_t in_first(const CountedRange& range, std::uint64_t known) {
  return range.docs.begin == 0 ? known : 0;
}

// Takes documents in [begin, end) out of the mask, by what a cursor has. The cursor is asked for
// each of them, or all its documents are marked where that is less work.
void narrow(Cursor& cursor, std::uint32_t begin, std::uint32_t end, std::uint32_t document_count,
            Keep keep, CountMask& mask) {
  const double density = static_cast<double>(cursor.cost()) / document_count;
  const auto left = static_cast<double>(mask.count());
  if (left == 0) return;
  if (cursor.marks_fast() && left * marks_per_look_up(density) > density * (end - begin)) {
    cursor.next_geq(begin);
    CountMask own;
    cursor.mark(begin, end, own.words.data());
    const std::uint64_t flip = keep == Keep::those_it_has ? 0 : ~std::uint64_t{0};
    for (std::size_t i = 0; i < mask.words.size(); ++i) mask.words[i] &= own.words[i] ^ flip;
    return;
  }
  mask.for_each([&](std::uint32_t index) {
    cursor.next_geq(begin + index);
    const bool has = cursor.doc() == begin + index;
    if (has != (keep == Keep::those_it_has)) mask.reset(index);
  });
}

// Documents of the front cursor that all others have and no excluded one, by looking each up.
Result<std::uint64_t> count_by_looking_up(const Cursors& required, const Cursors& excluded,
                                          std::uint32_t end, const Interrupt& interrupt) {
  std::array<std::uint32_t, 256> docs;
  std::uint64_t count = 0;
  Cursor& lead = *required[0];
  while (lead.doc() < end) {
    if (interrupt.requested()) return interrupted();
    std::size_t left = 0;
    for (; left < docs.size() && lead.doc() < end; lead.next()) docs[left++] = lead.doc();
    const auto filter = [&](Cursor& cursor, Keep keep) {
      std::size_t kept = 0;
      for (std::size_t i = 0; i < left; ++i) {
        cursor.next_geq(docs[i]);
        const bool has = cursor.doc() == docs[i];
        docs[kept] = docs[i];
        kept += has == (keep == Keep::those_it_has) ? 1 : 0;
      }
      left = kept;
    };
    for (std::size_t i = 1; i < required.size(); ++i) filter(*required[i], Keep::those_it_has);
    for (const CursorPtr& part : excluded) filter(*part, Keep::those_it_lacks);
    count += left;
  }
  return count;
}

struct Overlap {
  std::uint64_t others = 0;  // documents of any of the others; those of a list in the first range
  std::uint64_t common = 0;  // those of them that the anchor has
};

// The anchor is visited only where the others are.
Result<Overlap> count_overlap(CursorPtr anchor, Cursors others, const CountedRange& range,
                              const Interrupt& interrupt) {
  Overlap overlap;
  if (others.size() == 1 && others[0]->known_count()) {
    overlap.others = in_first(range, *others[0]->known_count());
    others.push_back(std::move(anchor));
    NEWSIDX_ASSIGN_OR_RETURN(overlap.common,
                             count_intersection(std::move(others), {}, range, interrupt));
    return overlap;
  }
  CountMask found;
  for (std::uint32_t doc = least_doc(others); doc < range.docs.end; doc = least_doc(others)) {
    if (interrupt.requested()) return interrupted();
    const std::uint32_t begin = window_begin(doc);
    const std::uint32_t end = std::min(begin + kCountDocs, range.docs.end);
    mark_all(others, begin, end, found);
    overlap.others += found.count();
    narrow(*anchor, begin, end, range.document_count, Keep::those_it_has, found);
    overlap.common += found.count();
  }
  NEWSIDX_RETURN_IF_ERROR(anchor->status());
  NEWSIDX_RETURN_IF_ERROR(first_fault(others));
  return overlap;
}

std::uint64_t total_cost(const Cursors& cursors) {
  std::uint64_t cost = 0;
  for (const CursorPtr& cursor : cursors) cost += cursor->cost();
  return cost;
}

Result<std::uint64_t> count_by_windows(const Cursors& required, const Cursors& excluded,
                                       const CountedRange& range, const Interrupt& interrupt) {
  std::uint64_t count = 0;
  CountMask found;
  while (required[0]->doc() < range.docs.end) {
    if (interrupt.requested()) return interrupted();
    const std::uint32_t begin = window_begin(required[0]->doc());
    const std::uint32_t end = std::min(begin + kCountDocs, range.docs.end);
    found.clear();
    required[0]->mark(begin, end, found.words.data());
    for (std::size_t i = 1; i < required.size(); ++i) {
      narrow(*required[i], begin, end, range.document_count, Keep::those_it_has, found);
    }
    for (const CursorPtr& part : excluded) {
      narrow(*part, begin, end, range.document_count, Keep::those_it_lacks, found);
    }
    count += found.count();
  }
  return count;
}

}  // namespace

Result<std::uint64_t> count_intersection(Cursors required, Cursors excluded,
                                         const CountedRange& range, const Interrupt& interrupt) {
  if (required.size() == 1 && excluded.empty()) return count_all(*required[0], range, interrupt);
  sort_by_cost(required);
  const auto known = required[0]->known_count();
  if (required.size() == 1 && known && total_cost(excluded) < *known) {
    NEWSIDX_ASSIGN_OR_RETURN(
        const Overlap overlap,
        count_overlap(std::move(required[0]), std::move(excluded), range, interrupt));
    return in_first(range, *known) - overlap.common;
  }
  std::uint64_t count = 0;
  if (required[0]->cost() * kSparse < range.document_count) {
    NEWSIDX_ASSIGN_OR_RETURN(count,
                             count_by_looking_up(required, excluded, range.docs.end, interrupt));
  } else {
    NEWSIDX_ASSIGN_OR_RETURN(count, count_by_windows(required, excluded, range, interrupt));
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(required));
  NEWSIDX_RETURN_IF_ERROR(first_fault(excluded));
  return count;
}

Result<std::uint64_t> count_union(Cursors parts, Cursors excluded, const CountedRange& range,
                                  const Interrupt& interrupt) {
  if (parts.empty()) return 0;
  if (parts.size() == 1) {
    return count_intersection(std::move(parts), std::move(excluded), range, interrupt);
  }
  sort_by_cost(parts);
  if (const auto known = parts.back()->known_count(); known && excluded.empty()) {
    CursorPtr longest = std::move(parts.back());
    parts.pop_back();
    NEWSIDX_ASSIGN_OR_RETURN(const Overlap overlap,
                             count_overlap(std::move(longest), std::move(parts), range, interrupt));
    return in_first(range, *known) + overlap.others - overlap.common;
  }
  std::uint64_t count = 0;
  CountMask found;
  for (std::uint32_t doc = least_doc(parts); doc < range.docs.end; doc = least_doc(parts)) {
    if (interrupt.requested()) return interrupted();
    const std::uint32_t begin = window_begin(doc);
    const std::uint32_t end = std::min(begin + kCountDocs, range.docs.end);
    mark_all(parts, begin, end, found);
    for (const CursorPtr& part : excluded) {
      narrow(*part, begin, end, range.document_count, Keep::those_it_lacks, found);
    }
    count += found.count();
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(parts));
  NEWSIDX_RETURN_IF_ERROR(first_fault(excluded));
  return count;
}

Result<std::uint64_t> count_all(Cursor& cursor, const CountedRange& range,
                                const Interrupt& interrupt) {
  constexpr std::uint64_t kDocsPerStopCheck = 4096;
  if (const auto known = cursor.known_count()) {
    NEWSIDX_RETURN_IF_ERROR(cursor.status());
    return in_first(range, *known);
  }
  std::uint64_t count = 0;
  for (; cursor.doc() < range.docs.end; cursor.next()) {
    if (++count % kDocsPerStopCheck == 0 && interrupt.requested()) return interrupted();
  }
  NEWSIDX_RETURN_IF_ERROR(cursor.status());
  return count;
}

}  // namespace newsidx::search
