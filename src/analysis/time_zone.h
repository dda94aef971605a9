// analysis/time_zone.h
//
// Days of a time zone, by ICU's tables.
//
// Threads: a value type; const methods from any number of threads.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace newsidx::analysis {

class TimeZone {
 public:
  /// @param name  "Europe/Berlin", "UTC", "GMT+02:00"; empty or "local": that of this computer
  /// @errors invalid_argument  there is no such zone
  [[nodiscard]] static Result<TimeZone> named(std::string_view name);

  /// As it is known: that of "local" is "Europe/Berlin", say.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// When a day begins there. @param day  days since 1970-01-01
  /// @return seconds since 1970-01-01T00:00:00Z
  [[nodiscard]] std::int64_t start_of_day(std::int64_t day) const;

  /// What a clock there is ahead of UTC. @param utc_seconds  now, say
  /// @return seconds
  [[nodiscard]] std::int64_t utc_offset(std::int64_t utc_seconds) const;

  /// Which day it is there. @param utc_seconds  now, say
  /// @return days since 1970-01-01
  [[nodiscard]] std::int64_t day_of(std::int64_t utc_seconds) const;

 private:
  struct Rules;
  TimeZone(std::string name, std::shared_ptr<const Rules> rules);

  std::string name_;
  std::shared_ptr<const Rules> rules_;
};

}  // namespace newsidx::analysis
