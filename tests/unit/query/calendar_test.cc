#include "query/calendar.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "query/syntax/range_text.h"

namespace newsidx::query {
namespace {

std::int64_t day(int year, unsigned month, unsigned day) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}
      .time_since_epoch()
      .count();
}

const std::int64_t kToday = day(2024, 3, 31);

TEST_CASE("days as people write them") {
  struct Row {
    const char* text;
    std::int64_t first;
    std::int64_t end;
  };
  const Row kRows[] = {
      {"2016", day(2016, 1, 1), day(2017, 1, 1)},
      {"2016-02", day(2016, 2, 1), day(2016, 3, 1)},
      {"2016-12", day(2016, 12, 1), day(2017, 1, 1)},
      {"2016-02-29", day(2016, 2, 29), day(2016, 3, 1)},
      {"2016-8-5", day(2016, 8, 5), day(2016, 8, 6)},
      {"2016-W34", day(2016, 8, 22), day(2016, 8, 29)},
      {"2015-W53", day(2015, 12, 28), day(2016, 1, 4)},  // of the year before, by ISO 8601
      {"2019-w1", day(2018, 12, 31), day(2019, 1, 7)},
      {"today", kToday, kToday + 1},
      {"yesterday", kToday - 1, kToday},
      {"0d", kToday, kToday + 1},
      {"7d", kToday - 7, kToday - 6},
      {"2w", kToday - 14, kToday - 13},
      {"1m", day(2024, 2, 29), day(2024, 3, 1)},  // there is no 31 February
      {"1y", day(2023, 3, 31), day(2023, 4, 1)},
      {"120d", kToday - 120, kToday - 119},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto days = calendar_days(row.text, kToday);
    REQUIRE(days);
    CHECK(days->first == row.first);
    CHECK(days->end == row.end);
  }
}

TEST_CASE("what is no day") {
  for (const char* const text :
       {"",           "16",         "2016-",    "2016-13",  "2016-00",
        "2016-02-30", "2015-02-29", "2016-W54", "2015-W54", "2016-W0",
        "2016-W",     "d",          "-7d",      "7",        "7x",
        "1000000d",   "20160827",   "2016/08",  "tuesday",  "2016-08-27T10:00",
        "+2016",      "2016-+8"}) {
    CAPTURE(text);
    CHECK_FALSE(calendar_days(text, kToday));
  }
}

TEST_CASE("ranges as they are written") {
  struct Row {
    const char* text;
    RangeBounds bounds;
  };
  const Row kRows[] = {
      {"[a TO b]", {"a", "b", false, false, false}},
      {"{a TO b]", {"a", "b", true, false, false}},
      {"[* TO b}", {"", "b", false, true, false}},
      {"[ 5  TO * ]", {"5", "", false, false, false}},
      {">=5", {"5", "", false, false, false}},
      {">5", {"5", "", true, false, false}},
      {"<=5", {"", "5", false, false, false}},
      {"<5", {"", "5", false, true, false}},
      {"5..7", {"5", "7", false, false, false}},
      {"..7", {"", "7", false, false, false}},
      {"-5..", {"-5", "", false, false, false}},
      {"7d..yesterday", {"7d", "yesterday", false, false, false}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto bounds = parse_range(row.text);
    REQUIRE(bounds);
    CHECK(*bounds == row.bounds);
  }
  for (const char* const text :
       {"", "5", "..", "a..b", "[a b]", "[a TO b", ">", ">=", "www..org"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_range(text));
  }
}

// Of a day that has 23 hours, and of one with 25.
TEST_CASE("days of a time zone") {
  const auto berlin = analysis::TimeZone::named("Europe/Berlin");
  REQUIRE(berlin);
  CHECK(berlin->name() == "Europe/Berlin");
  const auto length = [&](std::int64_t of) {
    return berlin->start_of_day(of + 1) - berlin->start_of_day(of);
  };
  CHECK(length(day(2016, 3, 27)) == 23 * 3600);
  CHECK(length(day(2016, 10, 30)) == 25 * 3600);
  CHECK(length(day(2016, 8, 27)) == 24 * 3600);
  CHECK(berlin->start_of_day(day(2016, 8, 27)) == day(2016, 8, 26) * 86'400 + 22 * 3600);
  CHECK(berlin->day_of(day(2016, 8, 26) * 86'400 + 22 * 3600) == day(2016, 8, 27));
  CHECK(berlin->day_of(-1) == day(1970, 1, 1));
  CHECK_FALSE(analysis::TimeZone::named("Nowhere/City"));
  CHECK(analysis::TimeZone::named("local"));
  CHECK(analysis::TimeZone::named(""));
}

TEST_CASE("a range of days in a time zone") {
  const auto berlin = analysis::TimeZone::named("Europe/Berlin");
  REQUIRE(berlin);
  const std::int64_t now = kToday * 86'400 + 12 * 3600;
  const auto of = [&](std::string_view text) {
    const auto range = date_range(parse_range(text).value_or(single_value(text)), *berlin, now);
    REQUIRE(range);
    return *range;
  };
  CHECK(of("2016-08").first_clock == day(2016, 8, 1) * 86'400);
  CHECK(of("2016-08").end_clock == day(2016, 9, 1) * 86'400);
  CHECK(of("2016-08").first_instant == day(2016, 8, 1) * 86'400 - 7200);
  CHECK(of("..2015").first_clock == INT64_MIN);
  CHECK(of("..2015").end_clock == day(2016, 1, 1) * 86'400);
  CHECK(of(">2015").first_clock == day(2016, 1, 1) * 86'400);
  CHECK(of("<2015").end_clock == day(2015, 1, 1) * 86'400);
  CHECK(of("7d").first_clock == (kToday - 7) * 86'400);
  CHECK(of("7d").end_clock == (kToday + 1) * 86'400);
  CHECK(of("7d..2d").end_clock == (kToday - 1) * 86'400);
}

}  // namespace
}  // namespace newsidx::query
