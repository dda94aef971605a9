// segment/timestamp_column.h
//
// A time as a column value: seconds * 16 + precision and zone bits, biased so that 0 is "unknown"
// and values sort as times do.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <optional>

namespace newsidx::segment {

[[nodiscard]] std::uint64_t column_time(const std::optional<Timestamp>& time) noexcept;
[[nodiscard]] std::optional<Timestamp> time_of_column(std::uint64_t value) noexcept;

}  // namespace newsidx::segment
