// base/edit_distance.h: how alike two names are, for messages that name what may have been meant.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsidx {

/// Levenshtein: how many bytes must be changed, put in or left out.
/// Cost: the product of the sizes; for names.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace newsidx
