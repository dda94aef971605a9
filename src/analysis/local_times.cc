#include "analysis/local_times.h"

#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "analysis/time_zone.h"
#include "base/status_macros.h"

namespace newsidx::analysis {
namespace {

using Format = std::unique_ptr<icu::DateFormat>;

// "de_DE" of "de_DE.UTF-8@euro"; empty where no place is meant.
std::string place_of(std::string_view locale) {
  const std::string name(locale.substr(0, std::min(locale.find_first_of(".@"), locale.size())));
  return name == "C" || name == "POSIX" ? std::string() : name;
}

// Some locales have narrow blanks in their times, which not all terminals show.
std::string plain(const icu::UnicodeString& written) {
  icu::UnicodeString text = written;
  for (const char16_t blank : {u'\u202f', u'\u2009', u'\u00a0'}) {
    text.findAndReplace(icu::UnicodeString(blank), icu::UnicodeString(u' '));
  }
  std::string bytes;
  return text.toUTF8String(bytes);
}

}  // namespace

struct LocalTimeText::Forms {
  TimeZone zone;
  Format day, day_and_time;  // nullptr: ISO 8601. They are given clock times, as of UTC
};

Result<LocalTimeText> LocalTimeText::of(std::string_view time_zone, std::string_view locale) {
  NEWSIDX_ASSIGN_OR_RETURN(TimeZone zone, TimeZone::named(time_zone));
  auto forms = std::make_shared<Forms>(Forms{std::move(zone), nullptr, nullptr});
  const std::string place = place_of(locale);
  if (!place.empty()) {
    const icu::Locale known(place.c_str());
    using icu::DateFormat;
    forms->day.reset(DateFormat::createDateInstance(DateFormat::kMedium, known));
    forms->day_and_time.reset(
        DateFormat::createDateTimeInstance(DateFormat::kMedium, DateFormat::kShort, known));
    if (forms->day == nullptr || forms->day_and_time == nullptr) {  // no tables of it
      forms->day.reset();
      forms->day_and_time.reset();
    } else {
      forms->day->setTimeZone(*icu::TimeZone::getGMT());
      forms->day_and_time->setTimeZone(*icu::TimeZone::getGMT());
    }
  }
  return LocalTimeText(std::move(forms));
}

std::string LocalTimeText::of_time(const Timestamp& time) const {
  const bool is_day = time.precision == Timestamp::Precision::day;
  Timestamp clock = time;
  if (time.zone_known && !is_day) {
    clock.utc_seconds += forms_->zone.utc_offset(time.utc_seconds);
  }
  if (forms_->day == nullptr) {
    clock.zone_known = false;
    if (!is_day) clock.precision = Timestamp::Precision::minute;
    std::string text = clock.to_string();
    std::ranges::replace(text, 'T', ' ');
    return text;
  }
  constexpr double kMilliseconds = 1000;
  // A format has a calendar of its own that it changes: a copy for each call, of any thread.
  const Format format((is_day ? forms_->day : forms_->day_and_time)->clone());
  icu::UnicodeString written;
  format->format(static_cast<double>(clock.utc_seconds) * kMilliseconds, written);
  return plain(written);
}

}  // namespace newsidx::analysis
