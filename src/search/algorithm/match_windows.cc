#include "search/algorithm/match_windows.h"

#include <algorithm>

#include "base/status_macros.h"

namespace newsidx::search {
namespace {

std::uint32_t least_doc(const Cursors& cursors) {
  std::uint32_t least = kNoMoreDocs;
  for (const CursorPtr& cursor : cursors) least = std::min(least, cursor->doc());
  return least;
}

// Where the window that has `doc` begins: at a word, so that bits need no shifting.
constexpr std::uint32_t window_begin(std::uint32_t doc) { return doc / 64 * 64; }

std::uint32_t window_end(std::uint32_t begin, const Scan& scan) {
  return std::min(begin + kMatchWindowDocs, std::min(scan.range.end, scan.document_count));
}

// How many documents a cursor sets in the time of one look-up: blocks of bits are set by words.
double bits_per_look_up(double density) { return density > 1.0 / 8 ? 64 : 12; }

}  // namespace

void narrow(Cursor& cursor, std::uint32_t begin, const Scan& scan, Keep keep, MatchWindow& window) {
  const std::uint32_t end = window_end(begin, scan);
  const double density = static_cast<double>(cursor.cost()) / scan.document_count;
  const auto left = static_cast<double>(window.count());
  if (left == 0) return;
  if (cursor.fills_bitset_fast() && left * bits_per_look_up(density) > density * (end - begin)) {
    cursor.next_geq(begin);
    MatchWindow own;
    cursor.fill_bitset(begin, end, own.words.data());
    const std::uint64_t flip = keep == Keep::those_it_has ? 0 : ~std::uint64_t{0};
    for (std::size_t i = 0; i < window.words.size(); ++i) window.words[i] &= own.words[i] ^ flip;
    return;
  }
  window.for_each([&](std::uint32_t index) {
    cursor.next_geq(begin + index);
    const bool has = cursor.doc() == begin + index;
    if (has != (keep == Keep::those_it_has)) window.reset(index);
  });
}

Status union_windows(const Cursors& should, const Cursors& must_not, const Scan& scan,
                     const VisitWindow& visit) {
  MatchWindow found;
  for (std::uint32_t doc = least_doc(should); doc < scan.range.end; doc = least_doc(should)) {
    if (scan.is_interrupted()) return cancelled_error();
    const std::uint32_t begin = window_begin(doc);
    found.clear();
    for (const CursorPtr& cursor : should) {
      cursor->next_geq(begin);
      cursor->fill_bitset(begin, window_end(begin, scan), found.words.data());
    }
    for (const CursorPtr& cursor : must_not) {
      narrow(*cursor, begin, scan, Keep::those_it_lacks, found);
    }
    visit(begin, found);
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(should));
  return first_fault(must_not);
}

Status intersection_windows(const Cursors& must, const Cursors& must_not, const Scan& scan,
                            const VisitWindow& visit) {
  MatchWindow found;
  while (must[0]->doc() < scan.range.end) {
    if (scan.is_interrupted()) return cancelled_error();
    const std::uint32_t begin = window_begin(must[0]->doc());
    found.clear();
    must[0]->fill_bitset(begin, window_end(begin, scan), found.words.data());
    for (std::size_t i = 1; i < must.size(); ++i) {
      narrow(*must[i], begin, scan, Keep::those_it_has, found);
    }
    for (const CursorPtr& cursor : must_not) {
      narrow(*cursor, begin, scan, Keep::those_it_lacks, found);
    }
    visit(begin, found);
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(must));
  return first_fault(must_not);
}

}  // namespace newsidx::search
