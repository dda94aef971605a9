#include <doctest/doctest.h>
#include <newsidx/article.h>

#include <string>

using newsidx::Timestamp;

TEST_CASE("dates are read and written with what they really say") {
  struct Row {
    std::string text;
    std::int64_t utc_seconds;
    std::string written;
  };
  const Row kRows[] = {
      {"1970-01-01", 0, "1970-01-01"},
      {"2016-08-27T02:17", 1472264220, "2016-08-27T02:17"},
      {"2016-08-27 02:17", 1472264220, "2016-08-27T02:17"},
      {"1987-02-26T15:01:01", 541350061, "1987-02-26T15:01:01"},
      {"2006-10-20T18:15:00-04:00", 1161382500, "2006-10-20T22:15:00Z"},
      {"2006-10-20T18:15:00-0400", 1161382500, "2006-10-20T22:15:00Z"},
      {"2012-06-26T13:00:00.250+09:00", 1340683200, "2012-06-26T04:00:00Z"},
      {"2012-06-26T13:00Z", 1340715600, "2012-06-26T13:00Z"},
      {"1875-09-01", -2976912000, "1875-09-01"},
      {"2016-02-29", 1456704000, "2016-02-29"},
      {"0000-01-01T00:00Z", -62167219200, "0000-01-01T00:00Z"},
      {"9999-12-31T23:59:59", 253402300799, "9999-12-31T23:59:59"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto time = Timestamp::parse(row.text);
    REQUIRE(time.has_value());
    CHECK(time->utc_seconds == row.utc_seconds);
    CHECK(time->to_string() == row.written);
  }
}

TEST_CASE("what is no date is refused") {
  for (const std::string text :
       {"", "2016", "2016-13-01", "2015-02-29", "2016-08-27T", "2016-08-27T24:00",
        "2016-08-27T02:17+", "2016-08-27T02:17 EST", "27/08/2016", "2016-08-27x"}) {
    CAPTURE(text);
    CHECK_FALSE(Timestamp::parse(text).has_value());
  }
}

TEST_CASE("a time that could not be written with four digits of a year is refused") {
  for (const std::string text :
       {"0000-01-01T00:00+00:01", "9999-12-31T23:59-00:01", "9999-12-31T23:59:60"}) {
    CAPTURE(text);
    CHECK_FALSE(Timestamp::parse(text).has_value());
  }
}
