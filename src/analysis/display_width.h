// analysis/display_width.h
#pragma once

#include <cstdint>

namespace newsidx::analysis {

/// Columns of a terminal that a character takes, by the properties of Unicode: 0, 1 or 2.
[[nodiscard]] std::uint8_t columns_of(char32_t code_point) noexcept;

}  // namespace newsidx::analysis
