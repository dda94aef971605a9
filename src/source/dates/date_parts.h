// source/dates/date_parts.h
//
// The parts of a written date, as they were found, and the day that they mean.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "source/dates/date_text.h"

namespace newsidx::source {

struct DateNumber {
  int value = 0;
  std::size_t digits = 0;
  char separator = ' ';  ///< in front of it
};

struct DateParts {
  std::vector<DateNumber> numbers;  ///< without name or sign that says what they are
  std::optional<int> year;          ///< "2016年"
  std::optional<int> month;         ///< by name, or "8月"
  std::size_t numbers_before_month = 0;
  std::optional<int> day;  ///< "27日"
  std::optional<unsigned> weekday;
  bool is_buddhist_era = false;  ///< years are 543 more, as in Thailand

  /// Are there as many as a day needs?
  [[nodiscard]] bool is_complete() const;
  [[nodiscard]] std::optional<std::chrono::year_month_day> date(const DateHints& hints) const;
};

}  // namespace newsidx::source
