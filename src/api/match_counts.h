// api/match_counts.h (private): what SearchOptions asks to be counted of all that matches.
//
// Made for a search; prepare() reads what the documents are counted by, the search shows the
// collector what matches, finish() makes the answer of it.
#pragma once

#include <newsidx/answer.h>
#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/query_analyzer.h"
#include "base/cancellation.h"
#include "query/list_cache.h"
#include "search/collector/several.h"
#include "search/collector/value_counts.h"

namespace newsidx {

class MatchCounts {
 public:
  [[nodiscard]] static bool are_asked_for(const SearchOptions& options) noexcept {
    return !options.facets.empty() || options.histogram != Interval::none;
  }

  /// @param options  must outlive it
  explicit MatchCounts(const SearchOptions& options) : options_(options) {}

  /// @errors invalid_argument  no such field, or time zone; cancelled, corruption, io
  [[nodiscard]] Status prepare(const analysis::QueryAnalyzer& analyzer,
                               const query::ListCache& lists,
                               const CancellationToken& cancellation);
  [[nodiscard]] search::MatchCollector& collector() noexcept { return collectors_; }

  /// Of a search that came to its end.
  /// @errors limit  too many days from the first article to the last
  [[nodiscard]] Status finish();

  /// @return false: there are none, for the search did not come to its end
  [[nodiscard]] bool move_to(Answer& answer);

 private:
  struct OfField {
    std::string name;
    std::shared_ptr<const query::FieldValues> values;
    search::ValueCounts counts;
  };
  struct OfDays {
    std::string time_zone;
    std::shared_ptr<const query::PublishedDays> days;
    search::ValueCounts counts;
  };
  [[nodiscard]] Status add_field(const std::string& name, const query::ListCache& lists,
                                 const CancellationToken& cancellation);
  [[nodiscard]] Facet facet_of(const OfField& field) const;
  [[nodiscard]] Result<Histogram> histogram_of(const OfDays& of_days) const;

  const SearchOptions& options_;
  std::list<OfField> fields_;  // which the collectors point to
  std::optional<OfDays> days_;
  search::Several collectors_;
  bool is_finished_ = false;
  std::vector<Facet> facets_;
  std::optional<Histogram> histogram_;
};

}  // namespace newsidx
