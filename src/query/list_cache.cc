#include "query/list_cache.h"

#include "base/try.h"

namespace newsidx::query {

Result<std::shared_ptr<const OpenedLists>> ListCache::find(storage::Field field,
                                                           std::string_view term) const {
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(segment::ListName{field, term});
    if (known != known_.end()) return known->second;
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto lists, open(field, term));
  const std::lock_guard lock(mutex_);
  if (known_.size() >= max_terms_) known_.clear();
  return known_.emplace(segment::OwnedListName{field, std::string(term)}, std::move(lists))
      .first->second;
}

Result<std::shared_ptr<const OpenedLists>> ListCache::open(storage::Field field,
                                                           std::string_view term) const {
  auto lists = std::make_shared<OpenedLists>();
  for (const segment::SegmentReader* segment : segments_) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto list, segment->find(field, term));
    if (list == nullptr) continue;
    lists->document_frequency += list->entry().document_count;
    lists->in_segments.push_back({segment, list});
  }
  return std::shared_ptr<const OpenedLists>(std::move(lists));
}

}  // namespace newsidx::query
