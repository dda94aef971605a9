#include "search/algorithm/count.h"

#include <algorithm>
#include <array>

#include "base/status_macros.h"
#include "search/algorithm/match_windows.h"
#include "search/cursor/conjunction_cursor.h"

namespace newsidx::search {
namespace {

// A list with fewer documents than one in so many is walked instead of taken by windows.
constexpr std::uint64_t kSparse = 64;

// What is known of the whole list is counted where the first range is.
std::uint64_t in_first(const Scan& scan, std::uint64_t known) {
  return scan.range.begin == 0 ? known : 0;
}

// Documents of the front cursor that all others have and no excluded one, by looking each up.
Result<std::uint64_t> count_by_looking_up(const Cursors& must, const Cursors& must_not,
                                          const Scan& scan) {
  std::array<std::uint32_t, 256> docs;
  std::uint64_t count = 0;
  Cursor& lead = *must[0];
  while (lead.doc() < scan.range.end) {
    if (scan.is_interrupted()) return cancelled_error();
    std::size_t left = 0;
    for (; left < docs.size() && lead.doc() < scan.range.end; lead.next())
      docs[left++] = lead.doc();
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
    for (std::size_t i = 1; i < must.size(); ++i) filter(*must[i], Keep::those_it_has);
    for (const CursorPtr& cursor : must_not) filter(*cursor, Keep::those_it_lacks);
    count += left;
  }
  NEWSIDX_RETURN_IF_ERROR(first_fault(must));
  NEWSIDX_RETURN_IF_ERROR(first_fault(must_not));
  return count;
}

struct Overlap {
  std::uint64_t others = 0;  // documents of any of the others; those of a list in the first range
  std::uint64_t common = 0;  // those of them that the anchor has
};

// The anchor is visited only where the others are.
Result<Overlap> count_overlap(CursorPtr anchor, Cursors others, const Scan& scan) {
  Overlap overlap;
  if (others.size() == 1 && others[0]->exact_count()) {
    overlap.others = in_first(scan, *others[0]->exact_count());
    others.push_back(std::move(anchor));
    NEWSIDX_ASSIGN_OR_RETURN(overlap.common, count_intersection(std::move(others), {}, scan));
    return overlap;
  }
  NEWSIDX_RETURN_IF_ERROR(
      union_windows(others, {}, scan, [&](std::uint32_t begin, MatchWindow& window) {
        overlap.others += window.count();
        narrow(*anchor, begin, scan, Keep::those_it_has, window);
        overlap.common += window.count();
      }));
  NEWSIDX_RETURN_IF_ERROR(anchor->status());
  return overlap;
}

std::uint64_t total_cost(const Cursors& cursors) {
  std::uint64_t cost = 0;
  for (const CursorPtr& cursor : cursors) cost += cursor->cost();
  return cost;
}

}  // namespace

Result<std::uint64_t> count_intersection(Cursors must, Cursors must_not, const Scan& scan) {
  if (must.size() == 1 && must_not.empty()) return count_all(*must[0], scan);
  sort_by_cost(must);
  const auto known = must[0]->exact_count();
  if (must.size() == 1 && known && total_cost(must_not) < *known) {
    NEWSIDX_ASSIGN_OR_RETURN(const Overlap overlap,
                             count_overlap(std::move(must[0]), std::move(must_not), scan));
    return in_first(scan, *known) - overlap.common;
  }
  if (must[0]->cost() * kSparse < scan.document_count) {
    return count_by_looking_up(must, must_not, scan);
  }
  std::uint64_t count = 0;
  NEWSIDX_RETURN_IF_ERROR(intersection_windows(
      must, must_not, scan,
      [&count](std::uint32_t, const MatchWindow& window) { count += window.count(); }));
  return count;
}

Result<std::uint64_t> count_union(Cursors should, Cursors must_not, const Scan& scan) {
  if (should.empty()) return 0;
  if (should.size() == 1) {
    return count_intersection(std::move(should), std::move(must_not), scan);
  }
  sort_by_cost(should);
  if (const auto known = should.back()->exact_count(); known && must_not.empty()) {
    CursorPtr longest = std::move(should.back());
    should.pop_back();
    NEWSIDX_ASSIGN_OR_RETURN(const Overlap overlap,
                             count_overlap(std::move(longest), std::move(should), scan));
    return in_first(scan, *known) + overlap.others - overlap.common;
  }
  std::uint64_t count = 0;
  NEWSIDX_RETURN_IF_ERROR(union_windows(
      should, must_not, scan,
      [&count](std::uint32_t, const MatchWindow& window) { count += window.count(); }));
  return count;
}

Result<std::uint64_t> count_all(Cursor& cursor, const Scan& scan) {
  constexpr std::uint64_t kDocsPerStopCheck = 4096;
  if (const auto known = cursor.exact_count()) {
    NEWSIDX_RETURN_IF_ERROR(cursor.status());
    return in_first(scan, *known);
  }
  std::uint64_t count = 0;
  for (; cursor.doc() < scan.range.end; cursor.next()) {
    if (++count % kDocsPerStopCheck == 0 && scan.is_interrupted()) return cancelled_error();
  }
  NEWSIDX_RETURN_IF_ERROR(cursor.status());
  return count;
}

}  // namespace newsidx::search
