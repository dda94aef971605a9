// copies/stories.h
//
// Articles that are copies of one another, and of one another's copies: the connected components of
// the pairs. So a story is the same in whichever order its articles came, and it comes apart when
// the article between two of them is deleted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace newsidx::copies {

/// Two articles, by their numbers.
using CopyPair = std::pair<std::uint32_t, std::uint32_t>;

/// @return the stories of two articles and more, each ascending, by their first one
/// Cost: about linear in the pairs, and sorting.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> stories_of(std::span<const CopyPair> pairs);

}  // namespace newsidx::copies
