// query/statistics/local_statistics.h: the statistics of an index that is searched by itself.
#pragma once

#include "base/cancellation.h"
#include "query/list_cache.h"
#include "query/statistics/statistics_source.h"

namespace newsidx::query {

class LocalStatistics final : public StatisticsSource {
 public:
  /// @param lists      of the index; must outlive this, and so must `cancellation`
  /// @param cancellation  looked at for each segment, and while prefixes are expanded
  LocalStatistics(const ListCache& lists, const CancellationToken& cancellation)
      : lists_(lists), cancellation_(cancellation) {}

  [[nodiscard]] const ListCache& lists() const noexcept { return lists_; }
  [[nodiscard]] const CancellationToken& cancellation() const noexcept { return cancellation_; }

  [[nodiscard]] Result<std::uint64_t> document_frequency(const ListRef& list) override {
    return list.local_frequency();
  }
  [[nodiscard]] Result<std::uint64_t> id_frequency(std::string_view, std::uint64_t here) override {
    return here;
  }
  [[nodiscard]] Result<segment::SurfaceCounts> surface_counts(std::string_view surface) override;
  [[nodiscard]] Result<bool> has_keyword_name(std::string_view name) override;
  [[nodiscard]] Result<std::vector<std::string>> similar_keyword_names(
      std::string_view name) override;
  [[nodiscard]] Result<Expansion> expand(segment::Field field, std::string_view start) override;

 private:
  const ListCache& lists_;
  const CancellationToken& cancellation_;
};

}  // namespace newsidx::query
