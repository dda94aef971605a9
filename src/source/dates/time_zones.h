// source/dates/time_zones.h
//
// Time zones as they stand behind an hour: "Z", "+02", "-0700", "GMT+2", "UTC", "EDT", "MEZ", "ET".
//
// A name that several countries use is read as news and mail use it: CST and its like are of the
// United States (RFC 822), BST is British, IST Indian. A name that is not known is no zone.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace newsidx::source {

struct TimeZone {
  int offset_seconds = 0;      ///< to be subtracted to reach UTC
  bool has_us_summer = false;  ///< "ET": an hour more while the United States have summer time
  std::size_t size = 0;        ///< bytes read
};

/// The zone that folded text begins with. A name ends where no letter follows.
[[nodiscard]] std::optional<TimeZone> zone_at(std::string_view text);

/// Seconds to subtract from a local time.
[[nodiscard]] int offset_on(const TimeZone& zone, const std::chrono::year_month_day& date);

}  // namespace newsidx::source
