// source/dates/calendar.h
//
// A day and an hour of it -> a Timestamp, or nothing where there is no such day or hour.
#pragma once

#include <newsidx/article.h>

#include <chrono>
#include <optional>

#include "source/dates/time_zones.h"

namespace newsidx::source {

/// Years of newspapers; a number beyond is no year.
inline constexpr int kFirstYear = 1600;
inline constexpr int kLastYear = 2199;

[[nodiscard]] std::optional<std::chrono::year_month_day> make_date(int year, int month, int day);

/// Day `day` of ISO week `week`, 1 is Monday.
[[nodiscard]] std::optional<std::chrono::year_month_day> date_of_week(int year, int week, int day);

/// Day `day` of the year, from 1.
[[nodiscard]] std::optional<std::chrono::year_month_day> date_of_ordinal(int year, int day);

struct TimeOfDay {
  int hour = 0;  ///< 0 to 24; 24 is the end of the day
  int minute = 0;
  std::optional<int> second;  ///< to 60, a leap second
  std::optional<TimeZone> zone;
};

[[nodiscard]] Timestamp day_of(const std::chrono::year_month_day& date);
[[nodiscard]] std::optional<Timestamp> time_of(const std::chrono::year_month_day& date,
                                               const TimeOfDay& time);

}  // namespace newsidx::source
