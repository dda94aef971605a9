#include "source/dates/date_parts.h"

#include "source/dates/calendar.h"

namespace newsidx::source {
namespace {

using std::chrono::year_month_day;

enum class Order { unknown, day_first, month_first };

bool falls_on(const year_month_day& date, std::optional<unsigned> weekday) {
  return !weekday || std::chrono::weekday{std::chrono::sys_days{date}}.c_encoding() == *weekday;
}

// The United States and the Philippines write the month first. English by itself says nothing, and
// Canada writes both.
Order order_of(const DateHints& hints) {
  if (hints.is_month_first) return *hints.is_month_first ? Order::month_first : Order::day_first;
  std::string_view language = hints.language;
  const auto begins = [&language](std::string_view code, std::string_view other) {
    return language.starts_with(code) || language.starts_with(other);
  };
  if (begins("en-US", "en_US") || begins("en-PH", "en_PH")) return Order::month_first;
  if (begins("en-CA", "en_CA")) return Order::unknown;
  if (begins("en-", "en_")) return Order::day_first;
  constexpr std::string_view kDayFirst[] = {"de", "fr", "es", "it", "pt", "ru", "ar", "nl",
                                            "pl", "tr", "el", "uk", "id", "vi", "he", "ro"};
  for (const std::string_view code : kDayFirst) {
    const bool ends = language.size() == 2 || (language.size() > 2 && !(language[2] >= 'a'));
    if (language.starts_with(code) && ends) return Order::day_first;
  }
  return Order::unknown;
}

std::optional<int> year_of(const DateNumber& number, bool may_be_short) {
  if (number.digits == 4) return number.value;
  if (number.digits != 2 || !may_be_short) return std::nullopt;
  return number.value < 69 ? 2000 + number.value : 1900 + number.value;
}

// "27 Aug 2016", "Aug 27, 2016", "2016 Aug 27", "27-Aug-16".
std::optional<year_month_day> date_of_name(const DateParts& parts) {
  if (parts.numbers.size() != 2) return std::nullopt;
  const DateNumber& first = parts.numbers[0];
  const DateNumber& second = parts.numbers[1];
  constexpr int kEraYears = 543;
  constexpr int kFirstEraYear = 2400;  // Thai text has years of both eras
  if (parts.is_buddhist_era && second.value >= kFirstEraYear) {
    return make_date(second.value - kEraYears, *parts.month, first.value);
  }
  if (first.digits == 4 && second.digits <= 2) {
    return make_date(first.value, *parts.month, second.value);
  }
  const auto year = year_of(second, parts.numbers_before_month == 1);
  if (!year || first.digits > 2) return std::nullopt;
  return make_date(*year, *parts.month, first.value);
}

// "27/08/2016": day first, month first, or not to be told.
std::optional<year_month_day> date_of_numbers(const DateParts& parts, const DateHints& hints) {
  if (parts.numbers.size() != 3) return std::nullopt;
  const DateNumber& first = parts.numbers[0];
  const DateNumber& second = parts.numbers[1];
  const DateNumber& third = parts.numbers[2];
  const char separator = second.separator;
  if (separator != third.separator || separator == ' ' || second.digits > 2) return std::nullopt;
  if (first.digits == 4) {
    return third.digits <= 2 ? make_date(first.value, second.value, third.value) : std::nullopt;
  }
  if (first.digits > 2 || separator == ':') return std::nullopt;
  const Order order = order_of(hints);
  const auto year = year_of(third, order != Order::unknown);
  if (!year) return std::nullopt;
  auto day_first = make_date(*year, second.value, first.value);
  auto month_first = make_date(*year, first.value, second.value);
  if (day_first && !falls_on(*day_first, parts.weekday)) day_first.reset();
  if (month_first && !falls_on(*month_first, parts.weekday)) month_first.reset();
  if (separator == '.') return day_first;
  if (!day_first || !month_first) return day_first ? day_first : month_first;
  if (*day_first == *month_first || order == Order::day_first) return day_first;
  return order == Order::month_first ? month_first : std::nullopt;
}

}  // namespace

bool DateParts::is_complete() const {
  return numbers.size() + (year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0) >= 3;
}

std::optional<year_month_day> DateParts::date(const DateHints& hints) const {
  if (year && month && day && numbers.empty()) return make_date(*year, *month, *day);
  if (year || day) return std::nullopt;
  return month ? date_of_name(*this) : date_of_numbers(*this, hints);
}

}  // namespace newsidx::source
