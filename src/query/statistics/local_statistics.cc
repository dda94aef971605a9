#include "query/statistics/local_statistics.h"

#include <algorithm>

#include "base/status_macros.h"
#include "query/expansion.h"
#include "query/keyword_names.h"

namespace newsidx::query {

Result<segment::SurfaceCounts> LocalStatistics::surface_counts(std::string_view surface) {
  segment::SurfaceCounts counts;
  for (const segment::SegmentReader* segment : lists_.segments()) {
    if (cancellation_.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const auto in_segment, segment->dictionary().surface_counts(surface));
    counts += in_segment;
  }
  return counts;
}

Result<bool> LocalStatistics::has_keyword_name(std::string_view name) {
  if (cancellation_.requested()) return cancelled_error();
  return query::has_keyword_name(lists_.segments(), name);
}

Result<std::vector<std::string>> LocalStatistics::similar_keyword_names(std::string_view name) {
  NEWSIDX_ASSIGN_OR_RETURN(auto names, keyword_names(lists_.segments(), cancellation_));
  std::erase_if(names, [name](const auto& known) { return !are_similar_names(name, known); });
  return names;
}

Result<Expansion> LocalStatistics::expand(segment::Field field, std::string_view start) {
  return expand_prefix(lists_, field, start, kMaxPrefixExpansions, cancellation_);
}

}  // namespace newsidx::query
