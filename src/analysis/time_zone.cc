#include "analysis/time_zone.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <utility>

namespace newsidx::analysis {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr double kMilliseconds = 1000;

// @param is_local  `seconds` are those of a clock there, not of UTC
std::int64_t offset_at(const icu::TimeZone& zone, std::int64_t seconds, bool is_local) {
  std::int32_t raw = 0, summer = 0;
  UErrorCode code = U_ZERO_ERROR;
  zone.getOffset(static_cast<double>(seconds) * kMilliseconds, is_local ? 1 : 0, raw, summer, code);
  return (std::int64_t{raw} + summer) / 1000;
}

}  // namespace

struct TimeZone::Rules {
  std::unique_ptr<icu::TimeZone> zone;
};

TimeZone::TimeZone(std::string name, std::shared_ptr<const Rules> rules)
    : name_(std::move(name)), rules_(std::move(rules)) {}

Result<TimeZone> TimeZone::named(std::string_view name) {
  auto rules = std::make_shared<Rules>();
  if (name.empty() || name == "local") {
    rules->zone.reset(icu::TimeZone::createDefault());
  } else {
    rules->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(
        icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())))));
  }
  if (rules->zone == nullptr || *rules->zone == icu::TimeZone::getUnknown()) {
    return fail(ErrorCode::invalid_argument, "no time zone '" + std::string(name) + "'",
                "a name such as Europe/Berlin, or UTC");
  }
  icu::UnicodeString id;
  std::string known;
  rules->zone->getID(id).toUTF8String(known);
  return TimeZone(std::move(known), std::move(rules));
}

std::int64_t TimeZone::start_of_day(std::int64_t day) const {
  const std::int64_t midnight = day * kDaySeconds;
  return midnight - offset_at(*rules_->zone, midnight, true);
}

std::int64_t TimeZone::utc_offset(std::int64_t utc_seconds) const {
  return offset_at(*rules_->zone, utc_seconds, false);
}

std::int64_t TimeZone::day_of(std::int64_t utc_seconds) const {
  const std::int64_t seconds = utc_seconds + offset_at(*rules_->zone, utc_seconds, false);
  const std::int64_t day = seconds / kDaySeconds;
  return seconds % kDaySeconds < 0 ? day - 1 : day;
}

}  // namespace newsidx::analysis
