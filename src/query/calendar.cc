#include "query/calendar.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace newsidx::query {
namespace {

using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr std::int64_t kDaySeconds = 86'400;

std::int64_t days_since_epoch(const sys_days& at) { return at.time_since_epoch().count(); }

// All of `text`, of 1 to `most` digits.
std::optional<int> number(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most) return std::nullopt;
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size() || text.front() == '-') {
    return std::nullopt;
  }
  return value;
}

std::optional<CalendarDays> month_of(const year& in, std::string_view digits) {
  const auto which = number(digits, 2);
  if (!which || *which < 1 || *which > 12) return std::nullopt;
  const auto at = in / month{static_cast<unsigned>(*which)};
  return CalendarDays{days_since_epoch(sys_days{at / 1}),
                      days_since_epoch(sys_days{(at + months{1}) / 1})};
}

// "W34": weeks begin on Mondays, and the first has the 4th of January (ISO 8601).
std::optional<CalendarDays> week_of(const year& in, std::string_view digits) {
  const auto which = number(digits, 2);
  const auto first_monday = [](const year& of) {
    const sys_days fourth{of / 1 / 4};
    const std::chrono::weekday weekday{fourth};
    return days_since_epoch(fourth) - static_cast<std::int64_t>(weekday.iso_encoding()) + 1;
  };
  if (!which || *which < 1) return std::nullopt;
  const std::int64_t begin = first_monday(in) + 7 * (std::int64_t{*which} - 1);
  if (begin >= first_monday(in + years{1})) return std::nullopt;
  return CalendarDays{begin, begin + 7};
}

std::optional<CalendarDays> ago(std::string_view text, std::int64_t today) {
  constexpr std::size_t kMostDigits = 5;
  const auto count = number(text.substr(0, text.size() - 1), kMostDigits);
  if (!count) return std::nullopt;
  const sys_days now{std::chrono::days{today}};
  const year_month_day date{now};
  const auto at = [&](year_month_day moved) {
    if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;  // 31 February
    return days_since_epoch(sys_days{moved});
  };
  std::int64_t first = 0;
  switch (text.back()) {
    case 'd': first = today - *count; break;
    case 'w': first = today - std::int64_t{7} * *count; break;
    case 'm': first = at(date - months{*count}); break;
    case 'y': first = at(date - years{std::min(*count, 9999)}); break;
    default: return std::nullopt;
  }
  return CalendarDays{first, first + 1, true};
}

}  // namespace

bool is_date_field(std::string_view name) {
  const auto is = [name](std::string_view known) {
    return std::ranges::equal(name, known, [](char a, char b) { return (a | 0x20) == b; });
  };
  return is("date") || is("published");
}

std::optional<CalendarDays> calendar_days(std::string_view text, std::int64_t today) {
  if (text == "today") return CalendarDays{today, today + 1};
  if (text == "yesterday") return CalendarDays{today - 1, today};
  if (text.empty()) return std::nullopt;
  const std::string_view first = text.substr(0, 4);
  const auto in = first.size() == 4 ? number(first, 4) : std::nullopt;
  if (!in) return ago(text, today);
  const year which{*in};
  if (text.size() == 4) {
    return CalendarDays{days_since_epoch(sys_days{which / 1 / 1}),
                        days_since_epoch(sys_days{(which + years{1}) / 1 / 1})};
  }
  if (text[4] != '-') return ago(text, today);
  const std::string_view rest = text.substr(5);
  if (rest.starts_with('W') || rest.starts_with('w')) return week_of(which, rest.substr(1));
  const auto in_month = month_of(which, rest.substr(0, rest.find('-')));
  if (!in_month || rest.find('-') == std::string_view::npos) return in_month;
  const auto of_month = number(rest.substr(rest.find('-') + 1), 2);
  if (!of_month || *of_month < 1 || in_month->first + *of_month > in_month->end) {
    return std::nullopt;
  }
  const std::int64_t at = in_month->first + *of_month - 1;
  return CalendarDays{at, at + 1};
}

std::optional<DateRange> date_range(const RangeBounds& bounds, const analysis::TimeZone& zone,
                                    std::int64_t now) {
  const std::int64_t today = zone.day_of(now);
  DateRange range;
  if (!bounds.low.empty()) {
    const auto low = calendar_days(bounds.low, today);
    if (!low) return std::nullopt;
    const std::int64_t first = bounds.excludes_low ? low->end : low->first;
    range.first_clock = first * kDaySeconds;
    range.first_instant = zone.start_of_day(first);
  }
  const bool is_since = bounds.is_point && calendar_days(bounds.low, today)->is_ago;
  const std::string_view until = bounds.is_point ? bounds.low : bounds.high;
  if (!until.empty()) {
    const auto high = calendar_days(is_since ? "today" : until, today);
    if (!high) return std::nullopt;
    const std::int64_t end = bounds.excludes_high ? high->first : high->end;
    range.end_clock = end * kDaySeconds;
    range.end_instant = zone.start_of_day(end);
  }
  return range;
}

}  // namespace newsidx::query
