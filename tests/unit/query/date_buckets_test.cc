#include "query/date_buckets.h"

#include <doctest/doctest.h>

#include <ctime>
#include <string>

#include "query/calendar.h"

namespace newsidx::query {
namespace {

constexpr std::int64_t kFirst = -719'528;  // 0000-01-01
constexpr std::int64_t kLast = 2'932'896;  // 9999-12-31

TEST_CASE("every day is in its bucket, whose name is a date of these days") {
  for (const Interval interval : {Interval::day, Interval::week, Interval::month, Interval::year}) {
    for (std::int64_t day = kFirst; day <= kLast; day += 97) {
      const std::int64_t first = bucket_of(day, interval);
      const std::int64_t next = next_bucket(first, interval);
      REQUIRE(first <= day);
      REQUIRE(day < next);
      REQUIRE(bucket_of(first, interval) == first);
      REQUIRE(bucket_of(next - 1, interval) == first);
      if (first < kFirst) continue;  // the week that began in the year before
      const auto days = calendar_days(bucket_name(first, interval), 0);
      REQUIRE(days.has_value());
      REQUIRE(days->first == first);
      REQUIRE(days->end == next);
    }
  }
}

TEST_CASE("names are those of strftime") {
  for (std::int64_t day = -200; day < 20'000; ++day) {
    const std::time_t seconds = day * 86'400;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    const auto named = [&](const char* form) {
      return std::string(text, std::strftime(text, sizeof text, form, &parts));
    };
    REQUIRE(bucket_name(bucket_of(day, Interval::week), Interval::week) == named("%G-W%V"));
    REQUIRE(bucket_name(day, Interval::day) == named("%Y-%m-%d"));
  }
}

}  // namespace
}  // namespace newsidx::query
