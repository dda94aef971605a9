#include "query/date_buckets.h"

#include <chrono>
#include <string_view>

namespace newsidx::query {
namespace {

using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr std::int64_t kWeek = 7;

sys_days at(std::int64_t day) { return sys_days{std::chrono::days{day}}; }
std::int64_t number_of(const sys_days& day) { return day.time_since_epoch().count(); }

std::int64_t monday_of(std::int64_t day) {
  return day + 1 - static_cast<std::int64_t>(std::chrono::weekday{at(day)}.iso_encoding());
}

void append_padded(std::string& text, std::int64_t number, std::size_t digits) {
  const std::string written = std::to_string(number);
  if (written.size() < digits) text.append(digits - written.size(), '0');
  text += written;
}

}  // namespace

std::int64_t bucket_of(std::int64_t day, Interval interval) {
  const year_month_day date{at(day)};
  switch (interval) {
    case Interval::week: return monday_of(day);
    case Interval::month: return number_of(sys_days{date.year() / date.month() / 1});
    case Interval::year: return number_of(sys_days{date.year() / 1 / 1});
    case Interval::none:
    case Interval::day: break;
  }
  return day;
}

std::int64_t next_bucket(std::int64_t first, Interval interval) {
  const year_month_day date{at(first)};
  switch (interval) {
    case Interval::week: return first + kWeek;
    case Interval::month: return number_of(sys_days{date + months{1}});
    case Interval::year: return number_of(sys_days{date + years{1}});
    case Interval::none:
    case Interval::day: break;
  }
  return first + 1;
}

std::string bucket_name(std::int64_t first, Interval interval) {
  // A week is of the year that its Thursday is in (ISO 8601).
  const bool is_week = interval == Interval::week;
  const year_month_day date{at(is_week ? first + 3 : first)};
  std::string name;
  append_padded(name, static_cast<int>(date.year()), 4);
  if (interval == Interval::year) return name;
  name += '-';
  if (is_week) {
    const sys_days fourth{date.year() / 1 / 4};
    name += 'W';
    append_padded(name, (first - monday_of(number_of(fourth))) / kWeek + 1, 2);
    return name;
  }
  append_padded(name, static_cast<unsigned>(date.month()), 2);
  if (interval == Interval::month) return name;
  name += '-';
  append_padded(name, static_cast<unsigned>(date.day()), 2);
  return name;
}

}  // namespace newsidx::query
