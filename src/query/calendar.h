// query/calendar.h
//
// Days as people write them in a query, and as a range of times.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/time_zone.h"
#include "query/syntax/range_text.h"

namespace newsidx::query {

/// What a date may look like, for messages.
inline constexpr std::string_view kDateForms =
    "2016, 2016-08, 2016-08-27, 2016-W34, today, yesterday, or 7d, 2w, 3m, 1y for so long ago";

[[nodiscard]] bool is_date_field(std::string_view name);  // in any case

/// [first, end) in days since 1970-01-01.
struct CalendarDays {
  std::int64_t first = 0;
  std::int64_t end = 0;
  bool is_ago = false;  ///< "7d": alone, it means since then
  friend bool operator==(const CalendarDays&, const CalendarDays&) = default;
};

/// @param today  in days since 1970-01-01
/// @return nothing when the text is no date in one of kDateForms; whether it is does not depend on
///         `today`
[[nodiscard]] std::optional<CalendarDays> calendar_days(std::string_view text, std::int64_t today);

/// Times of some days. One that names its zone is an instant, and the days are those of the reader;
/// one that does not is what a clock showed: of its day wherever it is read.
struct DateRange {
  std::int64_t first_instant = INT64_MIN;  ///< UTC [s]
  std::int64_t end_instant = INT64_MAX;
  std::int64_t first_clock = INT64_MIN;  ///< a clock's time, as if it were UTC [s]
  std::int64_t end_clock = INT64_MAX;
};

/// @return nothing when a bound is no date
[[nodiscard]] std::optional<DateRange> date_range(const RangeBounds& bounds,
                                                  const analysis::TimeZone& zone, std::int64_t now);

}  // namespace newsidx::query
