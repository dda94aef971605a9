#include "segment/timestamp_column.h"

namespace newsidx::segment {
namespace {

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
constexpr std::uint64_t kZoneBit = 4;

}  // namespace

std::uint64_t column_time(const std::optional<Timestamp>& time) noexcept {
  if (!time) return 0;
  const auto seconds = static_cast<std::uint64_t>(time->utc_seconds) << 4;
  return (seconds ^ kSignBit) | (static_cast<std::uint64_t>(time->precision) + 1) |
         (time->zone_known ? kZoneBit : 0);
}

std::optional<Timestamp> time_of_column(std::uint64_t value) noexcept {
  const std::uint64_t precision = value & 3;
  if (precision == 0) return std::nullopt;
  Timestamp time;
  time.utc_seconds = static_cast<std::int64_t>(value ^ kSignBit) >> 4;
  time.precision = static_cast<Timestamp::Precision>(precision - 1);
  time.zone_known = (value & kZoneBit) != 0;
  return time;
}

}  // namespace newsidx::segment
