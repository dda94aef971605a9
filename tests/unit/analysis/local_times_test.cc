#include "analysis/local_times.h"

#include <doctest/doctest.h>

#include <string>

namespace newsidx::analysis {

TEST_CASE("times are written in the zone and the form of a place") {
  struct Row {
    const char* time;
    const char* zone;
    const char* locale;
    std::string written;
  };
  const Row kRows[] = {
      {"2016-08-27T02:17:33Z", "Europe/Berlin", "", "2016-08-27 04:17"},
      {"2016-08-27T02:17:33Z", "UTC", "C.UTF-8", "2016-08-27 02:17"},
      {"2016-08-27T23:17:00Z", "Asia/Tokyo", "POSIX", "2016-08-28 08:17"},
      {"2016-08-27T02:17", "Europe/Berlin", "C", "2016-08-27 02:17"},  // of whatever zone
      {"2016-08-27", "Asia/Tokyo", "C", "2016-08-27"},
      {"1969-12-31T23:30:00Z", "UTC", "C", "1969-12-31 23:30"},
      {"2016-08-27T02:17:33Z", "Europe/Berlin", "de_DE.UTF-8", "27.08.2016, 04:17"},
      {"2016-08-27T02:17:33Z", "Europe/London", "en_GB.UTF-8", "27 Aug 2016, 03:17"},
      {"2016-08-27T22:17:33Z", "UTC", "en_US.UTF-8", "Aug 27, 2016, 10:17 PM"},
      {"2016-08-27", "America/New_York", "de_DE@euro", "27.08.2016"},
      {"2016-08-27", "America/New_York", "en_US", "Aug 27, 2016"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.time);
    CAPTURE(row.locale);
    const auto times = LocalTimeText::of(row.zone, row.locale);
    REQUIRE(times);
    CHECK(times->of_time(Timestamp::parse(row.time).value()) == row.written);
  }
  CHECK(LocalTimeText::of("Europe/Nowhere", "C").error().code == ErrorCode::invalid_argument);
}

}  // namespace newsidx::analysis
