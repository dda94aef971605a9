#include "search/sorted_docs.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "base/status_macros.h"

namespace newsidx::search {
namespace {

using Entry = ByColumn::Entry;
using Segments = std::span<const segment::SegmentReader* const>;

struct Named {
  Entry entry;
  std::string id;
};

bool comes_first(const Named& a, const Named& b) {
  return a.entry.key != b.entry.key ? a.entry.key > b.entry.key : a.id < b.id;
}

// Of the entries of one segment, ascending by document, at least `wanted` that come first by id.
Status scan_ids(std::span<const Entry> entries, std::size_t wanted,
                const segment::SegmentReader& segment, const CancellationToken& cancellation,
                std::vector<Named>& named) {
  constexpr std::uint32_t kIdsPerStopCheck = 4096;
  std::size_t found = 0;
  std::uint32_t seen = 0;
  segment::IdCursor ids = segment.ids().scan();
  for (; ids.valid() && found < std::min(wanted, entries.size()); ids.next()) {
    if (++seen % kIdsPerStopCheck == 0 && cancellation.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint32_t doc, ids.document());
    const auto entry = std::ranges::lower_bound(entries, doc, {}, &Entry::doc);
    if (entry == entries.end() || entry->doc != doc) continue;
    named.push_back({*entry, std::string(ids.id())});
    ++found;
  }
  return ids.status();
}

// @param entries  ascending by segment and document
// @param wanted   how many of each segment are enough, the first by id
Result<std::vector<Named>> with_ids(std::span<const Entry> entries, std::size_t wanted,
                                    Segments segments, const CancellationToken& cancellation) {
  constexpr std::size_t kFew = 64;
  std::vector<Named> named;
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin;
    while (end < entries.size() && entries[end].segment == entries[begin].segment) ++end;
    const segment::SegmentReader& segment = *segments[entries[begin].segment];
    const std::span<const Entry> own = entries.subspan(begin, end - begin);
    begin = end;
    bool is_read = own.size() <= kFew;
    const std::size_t before = named.size();
    for (std::size_t i = 0; i < own.size() && is_read; ++i) {
      if (cancellation.requested()) return cancelled_error();
      auto article = segment.documents().article(own[i].doc);
      is_read = article || article.error().code != ErrorCode::unsupported;  // none are stored
      if (!is_read) break;
      if (!article) return fail(std::move(article).error());
      named.push_back({own[i], std::move(article->id)});
    }
    if (is_read) continue;
    named.resize(before);
    NEWSIDX_RETURN_IF_ERROR(scan_ids(own, wanted, segment, cancellation, named));
  }
  return named;
}

}  // namespace

Result<std::vector<Entry>> first_by_key_and_id(std::vector<Entry> entries, std::size_t k,
                                               Segments segments,
                                               const CancellationToken& cancellation) {
  if (k == 0) return std::vector<Entry>();
  const std::size_t kept = std::min(k, entries.size());
  std::vector<Entry> sorted(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(kept));
  if (entries.size() > k) {  // of those with the last key, the first by id
    const auto last =
        std::ranges::equal_range(entries, entries[k - 1].key, std::greater<>(), &Entry::key);
    const auto before = static_cast<std::size_t>(last.begin() - entries.begin());
    NEWSIDX_ASSIGN_OR_RETURN(std::vector<Named> ties,
                             with_ids(last, k - before, segments, cancellation));
    std::ranges::sort(ties, comes_first);
    for (std::size_t i = before; i < k; ++i) sorted[i] = ties[i - before].entry;
  }
  std::vector<Named> named;
  for (std::size_t begin = 0; begin < kept;) {
    std::size_t end = begin + 1;
    while (end < kept && sorted[end].key == sorted[begin].key) ++end;
    const bool is_sorted = entries.size() > k && end == kept;  // by id, just now
    if (end - begin > 1 && !is_sorted) {
      const std::span<const Entry> group(sorted.data() + begin, end - begin);
      NEWSIDX_ASSIGN_OR_RETURN(named, with_ids(group, group.size(), segments, cancellation));
      std::ranges::sort(named, comes_first);
      for (std::size_t i = begin; i < end; ++i) sorted[i] = named[i - begin].entry;
    }
    begin = end;
  }
  return sorted;
}

}  // namespace newsidx::search
