// Reading and writing of newsidx::Timestamp (include/newsidx/article.h).

#include <newsidx/article.h>

#include <chrono>
#include <cstdio>

namespace newsidx {
namespace {

using namespace std::chrono;

// Years have four digits, in UTC too: so a time that was read is one that can be written.
constexpr std::int64_t kFirstSecond =
    duration_cast<seconds>(sys_days{year{0} / January / 1}.time_since_epoch()).count();
constexpr std::int64_t kEndSecond =
    duration_cast<seconds>(sys_days{year{10'000} / January / 1}.time_since_epoch()).count();

std::optional<Timestamp> within_four_digits(Timestamp time) {
  if (time.utc_seconds < kFirstSecond || time.utc_seconds >= kEndSecond) return std::nullopt;
  return time;
}

// Reads a text from its start; every method returns nothing when the text goes on differently.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool accept(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `digit_count` decimal digits.
  std::optional<int> number(std::size_t digit_count) {
    if (rest_.size() < digit_count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, digit_count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digit_count);
    return value;
  }

  void skip_digits() {
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

// "Z", "+hh:mm", "-hhmm", "+hh". Seconds to subtract to reach UTC.
std::optional<std::int64_t> read_zone(Scanner& in) {
  if (in.accept('Z') || in.accept('z')) return 0;
  const bool east = in.accept('+');
  if (!east && !in.accept('-')) return std::nullopt;
  const auto hours = in.number(2);
  if (!hours || *hours > 14) return std::nullopt;
  int minutes = 0;
  if (!in.at_end()) {
    in.accept(':');
    const auto given = in.number(2);
    if (!given || *given > 59) return std::nullopt;
    minutes = *given;
  }
  const std::int64_t offset = *hours * 3600 + minutes * 60;
  return east ? offset : -offset;
}

}  // namespace

std::optional<Timestamp> Timestamp::parse(std::string_view iso8601) {
  Scanner in(iso8601);
  const auto year_number = in.number(4);
  if (!year_number || !in.accept('-')) return std::nullopt;
  const auto month_number = in.number(2);
  if (!month_number || !in.accept('-')) return std::nullopt;
  const auto day_number = in.number(2);
  if (!day_number) return std::nullopt;
  const year_month_day date{year{*year_number}, month{static_cast<unsigned>(*month_number)},
                            day{static_cast<unsigned>(*day_number)}};
  if (!date.ok()) return std::nullopt;

  Timestamp time;
  time.utc_seconds = duration_cast<seconds>(sys_days{date}.time_since_epoch()).count();
  time.precision = Precision::day;
  if (in.at_end()) return time;

  if (!in.accept('T') && !in.accept('t') && !in.accept(' ')) return std::nullopt;
  const auto hour = in.number(2);
  if (!hour || *hour > 23 || !in.accept(':')) return std::nullopt;
  const auto minute = in.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  time.utc_seconds += *hour * 3600 + *minute * 60;
  time.precision = Precision::minute;
  if (in.accept(':')) {
    const auto second = in.number(2);
    if (!second || *second > 60) return std::nullopt;  // 60: a leap second
    time.utc_seconds += *second;
    time.precision = Precision::second;
    if (in.accept('.') || in.accept(',')) in.skip_digits();
  }
  if (in.at_end()) return within_four_digits(time);

  in.accept(' ');
  const auto offset_seconds = read_zone(in);
  if (!offset_seconds || !in.at_end()) return std::nullopt;
  time.utc_seconds -= *offset_seconds;
  time.zone_known = true;
  return within_four_digits(time);
}

std::string Timestamp::to_string() const {
  const sys_seconds time{seconds{utc_seconds}};
  const auto midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  char text[64];
  int size = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                           static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  const auto append = [&](const char* format, auto... values) {
    size +=
        std::snprintf(text + size, sizeof text - static_cast<std::size_t>(size), format, values...);
  };
  if (precision != Precision::day) {
    append("T%02d:%02d", static_cast<int>(clock.hours().count()),
           static_cast<int>(clock.minutes().count()));
    if (precision == Precision::second) append(":%02d", static_cast<int>(clock.seconds().count()));
    if (zone_known) append("%s", "Z");
  }
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace newsidx
