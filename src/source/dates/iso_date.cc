#include "source/dates/iso_date.h"

#include "source/dates/calendar.h"

namespace newsidx::source {
namespace {

// Reads a text from its start.
class IsoScanner {
 public:
  explicit IsoScanner(std::string_view text) : rest_(text) {}

  std::optional<Timestamp> read() {
    const auto date = read_date();
    if (!date) return std::nullopt;
    if (rest_.empty()) return day_of(*date);
    TimeOfDay time;
    if (!accept('t') && !accept(' ') && !accept('_')) {
      return read_zone(time) && rest_.empty() ? std::optional(day_of(*date)) : std::nullopt;
    }
    if (!read_time(time)) return std::nullopt;
    if (!rest_.empty() && !read_zone(time)) return std::nullopt;
    return rest_.empty() ? time_of(*date, time) : std::nullopt;
  }

 private:
  bool accept(char expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] std::size_t digit_count() const {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    return end == std::string_view::npos ? rest_.size() : end;
  }

  std::optional<int> number(std::size_t count) {
    if (digit_count() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) value = value * 10 + (c - '0');
    rest_.remove_prefix(count);
    return value;
  }

  // A year, and what follows it with or without dashes.
  std::optional<std::chrono::year_month_day> read_date() {
    const auto year = number(4);
    if (!year) return std::nullopt;
    const bool has_dash = accept('-');
    if (accept('w')) {
      const auto week = number(2);
      if (!week || (has_dash && !accept('-'))) return std::nullopt;
      const auto day = number(1);
      return day ? date_of_week(*year, *week, *day) : std::nullopt;
    }
    if (digit_count() == 3) return date_of_ordinal(*year, *number(3));
    if (digit_count() != (has_dash ? 2u : 4u)) return std::nullopt;
    const auto month = number(2);
    if (!month || (has_dash && !accept('-'))) return std::nullopt;
    if (digit_count() != 2) return std::nullopt;
    return make_date(*year, *month, *number(2));
  }

  // "02", "02:17", "0217", "021700", "02:17:00.123"
  bool read_time(TimeOfDay& time) {
    const auto hour = number(2);
    if (!hour) return false;
    time.hour = *hour;
    const bool has_colon = accept(':');
    if (!has_colon && digit_count() == 0) return true;
    const auto minute = number(2);
    if (!minute) return false;
    time.minute = *minute;
    if (has_colon ? accept(':') : digit_count() > 0) {
      time.second = number(2);
      if (!time.second) return false;
    }
    if (accept('.') || accept(',')) {
      if (digit_count() == 0) return false;
      rest_.remove_prefix(digit_count());
    }
    return true;
  }

  // "Z", " +0200", "+0000 UTC", "+02:00[Europe/Berlin]"
  bool read_zone(TimeOfDay& time) {
    accept(' ');
    const auto zone = zone_at(rest_);
    if (!zone) return false;
    time.zone = zone;
    rest_.remove_prefix(zone->size);
    if (rest_.starts_with('[') && rest_.ends_with(']')) rest_ = {};
    if (!rest_.empty() && accept(' ')) {
      const auto name = zone_at(rest_);
      if (!name || rest_.size() != name->size) return false;
      rest_ = {};
    }
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Timestamp> parse_iso_date(std::string_view text) { return IsoScanner(text).read(); }

}  // namespace newsidx::source
