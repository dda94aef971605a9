#include "api/match_counts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "analysis/time_zone.h"
#include "base/status_macros.h"
#include "query/calendar.h"
#include "query/date_buckets.h"
#include "query/keyword_names.h"
#include "segment/keyword_term.h"

namespace newsidx {
namespace {

constexpr std::size_t kMaxBuckets = 10'000;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Status MatchCounts::prepare(const analysis::QueryAnalyzer& analyzer, const query::ListCache& lists,
                            const CancellationToken& cancellation) {
  for (const std::string& field : options_.facets) {
    NEWSIDX_RETURN_IF_ERROR(add_field(analyzer.fold(field), lists, cancellation));
  }
  if (options_.histogram == Interval::none) return {};
  NEWSIDX_ASSIGN_OR_RETURN(const auto zone, analysis::TimeZone::named(options_.time_zone));
  NEWSIDX_ASSIGN_OR_RETURN(const auto days, lists.days(zone, cancellation));
  days_.emplace(OfDays{zone.name(), days, search::ValueCounts(days->ordinals)});
  collectors_.add(&days_->counts);
  return {};
}

Status MatchCounts::add_field(const std::string& name, const query::ListCache& lists,
                              const CancellationToken& cancellation) {
  if (query::is_date_field(name)) {
    return fail(ErrorCode::invalid_argument, "dates are no field to count the values of",
                "a histogram of days, weeks, months or years");
  }
  const std::string bounded = segment::keyword_name(name);
  NEWSIDX_ASSIGN_OR_RETURN(const bool is_there, query::has_keyword_name(lists.segments(), bounded));
  if (!is_there) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto names,
                             query::keyword_names(lists.segments(), cancellation));
    return fail(ErrorCode::invalid_argument,
                "no article has a field '" + name + "' to count the values of",
                Hint(joined(names)));
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto values, lists.values(bounded, cancellation));
  fields_.push_back({name, values, search::ValueCounts(values->ordinals)});
  collectors_.add(&fields_.back().counts);
  return {};
}

Facet MatchCounts::facet_of(const OfField& field) const {
  Facet facet;
  facet.field = field.name;
  facet.without = field.counts.without();
  const std::vector<std::uint32_t>& counts = field.counts.counts();
  std::vector<std::uint32_t> found;  // ordinals
  for (std::uint32_t ordinal = 0; ordinal < counts.size(); ++ordinal) {
    if (counts[ordinal] > 0) found.push_back(ordinal);
  }
  const std::size_t shown = std::min<std::size_t>(options_.facet_limit, found.size());
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(shown);
  std::ranges::partial_sort(found, end, [&counts](std::uint32_t a, std::uint32_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
  });
  for (auto at = found.begin(); at != end; ++at) {
    facet.values.push_back({field.values->values[*at], counts[*at]});
  }
  facet.more_values = found.size() - shown;
  for (auto at = end; at != found.end(); ++at) facet.more_articles += counts[*at];
  return facet;
}

Result<Histogram> MatchCounts::histogram_of(const OfDays& of_days) const {
  Histogram histogram;
  histogram.interval = options_.histogram;
  histogram.time_zone = of_days.time_zone;
  histogram.undated = of_days.counts.without();
  const std::vector<std::uint32_t>& counts = of_days.counts.counts();
  std::int64_t next = 0;  // first day behind the last bucket
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const std::int64_t day = of_days.days->days[i];
    if (histogram.buckets.empty()) next = query::bucket_of(day, histogram.interval);
    for (; next <= day; next = query::next_bucket(next, histogram.interval)) {
      if (histogram.buckets.size() == kMaxBuckets) {
        return fail(ErrorCode::limit, "the histogram would have more than 10,000 rows",
                    "months or years, or fewer days");
      }
      histogram.buckets.push_back({query::bucket_name(next, histogram.interval), 0});
    }
    histogram.buckets.back().articles += counts[i];
  }
  return histogram;
}

Status MatchCounts::finish() {
  for (const OfField& field : fields_) facets_.push_back(facet_of(field));
  if (days_) {
    NEWSIDX_ASSIGN_OR_RETURN(histogram_, histogram_of(*days_));
  }
  is_finished_ = true;
  return {};
}

bool MatchCounts::move_to(Answer& answer) {
  if (!is_finished_) return false;
  answer.facets = std::move(facets_);
  answer.histogram = std::move(histogram_);
  return true;
}

}  // namespace newsidx
