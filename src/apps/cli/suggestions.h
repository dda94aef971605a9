// cli/suggestions.h
//
// What somebody probably meant to type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::cli {

/// Letters to insert, delete, replace or swap with their neighbour to turn one into the other
/// ("optimal string alignment" distance; Damerau 1964).
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate nearest to `typed`, or nothing when none is near (a third of the letters at most).
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed,
                                                 const std::vector<std::string>& candidates);

/// " (did you mean 'query'?)", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view typed,
                                       const std::vector<std::string>& candidates);

}  // namespace newsidx::cli
