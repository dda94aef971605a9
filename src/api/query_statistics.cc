#include <newsidx/query_statistics.h>

#include <utility>

#include "api/query_statistics_sum.h"
#include "base/status_macros.h"

namespace newsidx {

Status QueryStatistics::add(const QueryStatistics& other) {
  if (other.sum_ == nullptr) return {};
  if (sum_ == nullptr) {
    sum_ = other.sum_;
    return {};
  }
  auto sum = std::make_shared<Sum>(*sum_);
  NEWSIDX_RETURN_IF_ERROR(sum->sum.add(other.sum_->sum));
  sum_ = std::move(sum);
  return {};
}

bool QueryStatistics::is_complete() const { return sum_ != nullptr && sum_->sum.is_complete(); }

std::string QueryStatistics::to_bytes() const {
  return query::serialize_statistics_sum(sum_ == nullptr ? query::StatisticsSum() : sum_->sum);
}

Result<QueryStatistics> QueryStatistics::from_bytes(std::string_view bytes) {
  NEWSIDX_ASSIGN_OR_RETURN(auto sum, query::parse_statistics_sum(bytes));
  QueryStatistics statistics;
  if (sum.round != 0) statistics.sum_ = std::make_shared<const Sum>(Sum{std::move(sum)});
  return statistics;
}

}  // namespace newsidx
