// source/dates/date_text.h
//
// Dates as feeds, dumps and pages write them.
//
//   2016-08-27T02:17:00Z   20160827T021700Z   2016-W34-6     dates/iso_date.h
//   1472264220   1472264220000   20160827021700              dates/number_date.h
//   Sat, 27 Aug 2016 02:17:00 EDT   27/08/2016   8月27日     dates/written_date.h
//   /Date(1472264220000+0200)/                               of Microsoft's JSON
//
// Threads: a pure function.   Cost: linear; of the forms of Timestamp::parse() nothing more.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

/// What is known of a date from outside.
struct DateHints {
  std::string_view language;           ///< BCP 47; of the order of day and month
  std::optional<bool> is_month_first;  ///< 04/05/2016 is April 5, or May 4; empty: not known, then
                                       ///< the language tells, or such a date is none
};

/// @param text  one date and nothing else but blanks around it
/// @return nothing when it is none, names an impossible day or hour, or has two readings
[[nodiscard]] std::optional<Timestamp> parse_date(std::string_view text,
                                                  const DateHints& hints = {});

}  // namespace newsidx::source
