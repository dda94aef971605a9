// analysis/units.h
//
// Text of scripts without blanks (is_unit_letter() of scripts.h) cut into units: a character with
// its marks, in Khmer and Burmese a cluster with what is stacked on it. A dictionary cuts the same
// name differently in different sentences; units are the same everywhere.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsidx::analysis {

/// The end of the unit that starts with the unit letter at `at`.
/// Cost: linear in the unit.
[[nodiscard]] std::size_t unit_end(std::string_view text, std::size_t at) noexcept;

}  // namespace newsidx::analysis
