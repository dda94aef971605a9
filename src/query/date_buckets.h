// query/date_buckets.h: days, put together to weeks, months and years.
#pragma once

#include <newsidx/counts.h>

#include <cstdint>
#include <string>

namespace newsidx::query {

/// The first day of the bucket that has `day`. Both in days since 1970-01-01.
/// REQUIRES an interval that is not none, the same below
[[nodiscard]] std::int64_t bucket_of(std::int64_t day, Interval interval);

/// The first day of the next bucket. @param first  as bucket_of() gives it
[[nodiscard]] std::int64_t next_bucket(std::int64_t first, Interval interval);

/// As in a query: "2016-08-27", "2016-W34", "2016-08", "2016".
[[nodiscard]] std::string bucket_name(std::int64_t first, Interval interval);

}  // namespace newsidx::query
