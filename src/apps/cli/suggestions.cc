#include "cli/suggestions.h"

#include <algorithm>

namespace newsidx::cli {

std::size_t edit_distance(std::string_view left, std::string_view right) {
  // row[i][j]: the distance of the first i letters of `left` and the first j of `right`
  std::vector<std::vector<std::size_t>> row(left.size() + 1,
                                            std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        row[i][j] = i + j;
        continue;
      }
      const std::size_t replace = left[i - 1] == right[j - 1] ? 0 : 1;
      row[i][j] = std::min({row[i - 1][j] + 1, row[i][j - 1] + 1, row[i - 1][j - 1] + replace});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[i][j] = std::min(row[i][j], row[i - 2][j - 2] + 1);
    }
  }
  return row[left.size()][right.size()];
}

std::optional<std::string> nearest(std::string_view typed,
                                   const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongestTyped = 64;  // nobody misspells a name by that much
  if (typed.size() > kLongestTyped) return std::nullopt;
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(typed, candidate);
    if (distance < best_distance && distance < candidate.size()) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& candidates) {
  const std::optional<std::string> name = nearest(typed, candidates);
  return name ? " (did you mean '" + *name + "'?)" : "";
}

}  // namespace newsidx::cli
