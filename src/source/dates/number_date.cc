#include "source/dates/number_date.h"

#include <cstdint>
#include <string>

#include "source/dates/calendar.h"

namespace newsidx::source {
namespace {

constexpr std::int64_t kEndOfEpochSeconds = 4'102'444'800;  // 2100-01-01
constexpr std::int64_t kFirstEpochSecond = 100'000'000;     // 1973-03-03

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<Timestamp> compact_date(std::string_view digits) {
  const std::size_t size = digits.size();
  if (size != 8 && size != 10 && size != 12 && size != 14 && size != 17) return std::nullopt;
  const auto date = make_date(number_of(digits.substr(0, 4)), number_of(digits.substr(4, 2)),
                              number_of(digits.substr(6, 2)));
  if (!date || date->year() >= std::chrono::year{2100}) return std::nullopt;
  if (size == 8) return day_of(*date);
  TimeOfDay time;
  time.hour = number_of(digits.substr(8, 2));
  if (size >= 12) time.minute = number_of(digits.substr(10, 2));
  if (size >= 14) time.second = number_of(digits.substr(12, 2));
  return time_of(*date, time);
}

std::optional<Timestamp> epoch_time(std::string_view digits) {
  std::size_t fraction_digits = 0;
  if (digits.size() > 19) return std::nullopt;
  if (digits.size() >= 18) {
    fraction_digits = 9;
  } else if (digits.size() >= 15) {
    fraction_digits = 6;
  } else if (digits.size() >= 12) {
    fraction_digits = 3;
  } else if (digits.size() >= 11 || digits.size() < 9) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  for (const char c : digits.substr(0, digits.size() - fraction_digits)) {
    seconds = seconds * 10 + (c - '0');
  }
  if (seconds < kFirstEpochSecond || seconds >= kEndOfEpochSeconds) return std::nullopt;
  return Timestamp{seconds, Timestamp::Precision::second, true};
}

// The digits in front of the decimal point of "1472264220.5" and of "1.47226422e9". Fewer than
// eight digits ("1.47226e+09", of a spreadsheet) are a rounded number: nothing.
std::optional<std::string> whole_digits(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789");
  std::string digits(text.substr(0, end));
  if (end == std::string_view::npos) return digits;
  std::string_view rest = text.substr(end);
  std::string fraction;
  if (rest.starts_with('.')) {
    const std::size_t fraction_end = rest.find_first_not_of("0123456789", 1);
    fraction = rest.substr(1, fraction_end - 1);
    rest = fraction_end == std::string_view::npos ? "" : rest.substr(fraction_end);
  }
  if (rest.empty()) return digits;
  if (!rest.starts_with('e')) return std::nullopt;
  rest.remove_prefix(rest.starts_with("e+") ? 2 : 1);
  if (rest.empty() || rest.size() > 2) return std::nullopt;
  if (rest.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto places = static_cast<std::size_t>(number_of(rest));
  constexpr std::size_t kExactDigits = 7;
  if (digits.size() != 1 || fraction.size() < kExactDigits) return std::nullopt;
  fraction.resize(places, '0');
  return digits + fraction;
}

}  // namespace

std::optional<Timestamp> parse_number_date(std::string_view text) {
  constexpr std::size_t kMaxDigits = 40;
  if (text.empty() || text.size() > kMaxDigits) return std::nullopt;
  const bool is_whole = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_whole) {
    if (const auto compact = compact_date(text)) return compact;
  }
  const auto digits = whole_digits(text);
  return digits ? epoch_time(*digits) : std::nullopt;
}

}  // namespace newsidx::source
