#include "source/dates/calendar.h"

namespace newsidx::source {

using namespace std::chrono;

std::optional<year_month_day> make_date(int year_number, int month_number, int day_number) {
  if (year_number < kFirstYear || year_number > kLastYear) return std::nullopt;
  if (month_number < 1 || month_number > 12 || day_number < 1 || day_number > 31) {
    return std::nullopt;
  }
  const year_month_day date{year{year_number}, month{static_cast<unsigned>(month_number)},
                            day{static_cast<unsigned>(day_number)}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<year_month_day> date_of_week(int year_number, int week, int day_number) {
  const auto january_4 = make_date(year_number, 1, 4);  // is always in week 1
  if (!january_4 || week < 1 || week > 53 || day_number < 1 || day_number > 7) return std::nullopt;
  const sys_days fourth{*january_4};
  const sys_days monday = fourth - days{weekday{fourth}.iso_encoding() - 1};
  const sys_days found = monday + days{(week - 1) * 7 + day_number - 1};
  if (week == 53) {  // only of years whose last Thursday is in it
    const sys_days thursday = monday + days{52 * 7 + 3};
    if (year_month_day{thursday}.year() != year{year_number}) return std::nullopt;
  }
  return year_month_day{found};
}

std::optional<year_month_day> date_of_ordinal(int year_number, int day_number) {
  const auto first = make_date(year_number, 1, 1);
  if (!first || day_number < 1) return std::nullopt;
  const year_month_day date{sys_days{*first} + days{day_number - 1}};
  return date.year() == first->year() ? std::optional(date) : std::nullopt;
}

Timestamp day_of(const year_month_day& date) {
  const auto since_epoch = duration_cast<seconds>(sys_days{date}.time_since_epoch());
  return {since_epoch.count(), Timestamp::Precision::day, false};
}

std::optional<Timestamp> time_of(const year_month_day& date, const TimeOfDay& time) {
  const int second = time.second.value_or(0);
  if (time.hour < 0 || time.hour > 24 || time.minute > 59 || second > 60) return std::nullopt;
  if (time.hour == 24 && (time.minute > 0 || second > 0)) return std::nullopt;
  Timestamp stamp = day_of(date);
  stamp.precision = time.second ? Timestamp::Precision::second : Timestamp::Precision::minute;
  stamp.utc_seconds += time.hour * 3600 + time.minute * 60 + second;
  if (time.zone) {
    stamp.utc_seconds -= offset_on(*time.zone, date);
    stamp.zone_known = true;
  }
  return stamp;
}

}  // namespace newsidx::source
