// query/statistics/summed_statistics.h: the statistics of several indexes, of which one is
// searched.
#pragma once

#include <optional>

#include "base/cancellation.h"
#include "query/list_cache.h"
#include "query/statistics/statistics_source.h"
#include "query/statistics/statistics_sum.h"

namespace newsidx::query {

/// What the sum does not know, no answer is made up for: invalid_argument.
class SummedStatistics final : public StatisticsSource {
 public:
  /// @param lists  of the index that is searched
  /// All must outlive this.
  SummedStatistics(const StatisticsSum& sum, const ListCache& lists,
                   const CancellationToken& cancellation)
      : sum_(sum), lists_(lists), cancellation_(cancellation) {}

  [[nodiscard]] Result<std::uint64_t> document_frequency(const ListRef& list) override;
  [[nodiscard]] Result<std::uint64_t> id_frequency(std::string_view id, std::uint64_t) override;
  [[nodiscard]] Result<segment::SurfaceCounts> surface_counts(std::string_view surface) override;
  [[nodiscard]] Result<bool> has_keyword_name(std::string_view name) override;
  [[nodiscard]] Result<std::vector<std::string>> similar_keyword_names(
      std::string_view name) override;
  [[nodiscard]] Result<Expansion> expand(segment::Field field, std::string_view start) override;
  /// The same, or nothing while it is not certain. @errors cancelled, corruption, io
  [[nodiscard]] Result<std::optional<Expansion>> known_expansion(segment::Field field,
                                                                 std::string_view start) const;

 private:
  [[nodiscard]] Result<std::uint64_t> number(Question question, std::string_view text,
                                             segment::Field field = {}) const;

  const StatisticsSum& sum_;
  const ListCache& lists_;
  const CancellationToken& cancellation_;
};

}  // namespace newsidx::query
