// query/list_cache.h
//
// The lists of an index by their terms, over all its segments: the words of a query that were asked
// for before cost one look-up, however many segments there are.
//
// The lists belong to their segments, which may give them up when they hold too much; here they are
// only known. What a query takes from here stays valid, and a list that was given up is opened
// again by whoever reads it.
//
// Threads: all methods from any number of threads.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/plan.h"
#include "segment/list_name.h"
#include "segment/segment_reader.h"
#include "storage/keys.h"

namespace newsidx::query {

using Segments = std::span<const segment::SegmentReader* const>;

class ListCache {
 public:
  /// How many terms are remembered, also those that no segment has; then all are forgotten.
  static constexpr std::size_t kMaxTerms = 65'536;

  /// @param segments  of the index; must outlive the cache
  explicit ListCache(Segments segments, std::size_t max_terms = kMaxTerms)
      : segments_(segments.begin(), segments.end()), max_terms_(max_terms) {}

  [[nodiscard]] Segments segments() const noexcept { return segments_; }

  /// Never nullptr. @errors corruption, io
  [[nodiscard]] Result<std::shared_ptr<const OpenedLists>> find(storage::Field field,
                                                                std::string_view term) const;

 private:
  [[nodiscard]] Result<std::shared_ptr<const OpenedLists>> open(storage::Field field,
                                                                std::string_view term) const;

  std::vector<const segment::SegmentReader*> segments_;
  std::size_t max_terms_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<segment::OwnedListName, std::shared_ptr<const OpenedLists>,
                             segment::ListNameHash, segment::SameListName>
      known_;
};

}  // namespace newsidx::query
