// analysis/local_times.h: times in the zone and the form of a place, by ICU's tables.
//
// Threads: a value type; const methods from any number of threads.   Cost: of() some milliseconds
// for a locale, of_time() microseconds.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <memory>
#include <string>
#include <string_view>

namespace newsidx::analysis {

class LocalTimeText {
 public:
  /// @param time_zone  as TimeZone::named()
  /// @param locale     "de_DE.UTF-8"; empty, "C" and "POSIX": ISO 8601
  /// @errors invalid_argument  there is no such zone
  [[nodiscard]] static Result<LocalTimeText> of(std::string_view time_zone,
                                                std::string_view locale);

  /// To the minute, or the day where no more is known; one without a known zone as its clock showed
  /// it.
  [[nodiscard]] std::string of_time(const Timestamp& time) const;

 private:
  struct Forms;
  explicit LocalTimeText(std::shared_ptr<const Forms> forms) : forms_(std::move(forms)) {}
  std::shared_ptr<const Forms> forms_;
};

}  // namespace newsidx::analysis
