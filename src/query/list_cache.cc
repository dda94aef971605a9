#include "query/list_cache.h"

#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::query {

Result<std::shared_ptr<const OpenedLists>> ListCache::find(
    segment::Field field, std::string_view term, const CancellationToken& cancellation) const {
  if (auto known = known_.find({field, term})) return *std::move(known);
  NEWSIDX_ASSIGN_OR_RETURN(auto lists, open(field, term, cancellation));
  constexpr std::size_t kControlBytes = 32;  // of a pointer; a segment's outlives the list
  const std::size_t bytes =
      sizeof(OpenedLists) + kControlBytes +
      lists->in_segments.capacity() * (sizeof(OpenedLists::InSegment) + kControlBytes);
  return known_.keep({field, term}, std::move(lists), bytes);
}

Result<std::shared_ptr<const OpenedLists>> ListCache::open(
    segment::Field field, std::string_view term, const CancellationToken& cancellation) const {
  auto lists = std::make_shared<OpenedLists>();
  for (const segment::SegmentReader* segment : segments_) {
    if (cancellation.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const auto list, segment->find(field, term));
    if (list == nullptr) continue;
    lists->document_frequency += list->entry().document_count;
    lists->in_segments.push_back({segment, list});
  }
  return std::shared_ptr<const OpenedLists>(std::move(lists));
}

}  // namespace newsidx::query
