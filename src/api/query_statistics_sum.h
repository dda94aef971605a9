// api/query_statistics_sum.h (private): what a QueryStatistics holds.
#pragma once

#include <newsidx/query_statistics.h>

#include "query/statistics/statistics_sum.h"

namespace newsidx {

struct QueryStatistics::Sum {
  query::StatisticsSum sum;
};

}  // namespace newsidx
