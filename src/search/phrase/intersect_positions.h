// search/phrase/intersect_positions.h: the innermost loop of phrases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace newsidx::search {

/// Moves those of `starts` to the front for which `positions` has start + offset.
/// @param positions  padded as codec::PositionBlock::positions() are
/// Both ascend; of other numbers (damaged ones) it keeps any.
/// @return how many are left [count]
[[nodiscard]] std::size_t intersect_positions(std::span<std::uint32_t> starts,
                                              std::span<const std::uint32_t> positions,
                                              std::uint32_t offset) noexcept;

}  // namespace newsidx::search
