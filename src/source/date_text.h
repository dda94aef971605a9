// source/date_text.h
//
// Dates as feeds, dumps and pages write them.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

/// What is known of a date from outside.
struct DateHints {
  std::string_view language;    ///< BCP 47; of names of months, and of the order of day and month
  bool is_month_first = false;  ///< 04/05/2016 is April 5 (en-US); otherwise May 4
};

/// @param text  one date and nothing else but blanks around it
/// @return nothing when it is none, or names an impossible day or hour
[[nodiscard]] std::optional<Timestamp> parse_date(std::string_view text,
                                                  const DateHints& hints = {});

}  // namespace newsidx::source
