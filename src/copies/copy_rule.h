// copies/copy_rule.h
//
// When two articles are copies of one another: 80 % of the distinct shingles of the shorter body
// stand in the longer, which is at most four times as long, and their dates are at most six weeks
// apart. A body of fewer than 60 words has so few shingles that a standing sentence makes 80 % of
// them: then nine tenths of all must be common (Jaccard), within two days. Undated articles have no
// window.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "copies/shingles.h"

namespace newsidx::copies {

/// Seconds since 1970, UTC; nothing: undated.
using Time = std::optional<std::int64_t>;

struct CopyRule {
  std::uint32_t min_words = 60;         ///< of a body that is not short
  bool short_bodies_by_jaccard = true;  ///< false: short bodies have no copies
};

inline constexpr std::int64_t kDaySeconds = 86'400;
inline constexpr std::int64_t kWindowSeconds = 42 * kDaySeconds;
inline constexpr std::int64_t kShortWindowSeconds = 2 * kDaySeconds;
inline constexpr std::uint32_t kMaxLengthRatio = 4;

[[nodiscard]] constexpr bool are_within(const Time& a, const Time& b,
                                        std::int64_t seconds) noexcept {
  if (!a || !b) return true;
  return *a <= *b ? *b - *a <= seconds : *a - *b <= seconds;
}

/// Whether lengths of bodies allow that they are copies [words].
[[nodiscard]] constexpr bool may_be_copies(std::uint32_t words_a, std::uint32_t words_b) noexcept {
  const std::uint64_t shorter = words_a < words_b ? words_a : words_b;
  const std::uint64_t longer = words_a < words_b ? words_b : words_a;
  return longer <= shorter * kMaxLengthRatio;
}

/// Of the shorter one's distinct shingles, the part that the longer one has [0 to 1].
[[nodiscard]] double containment(const Shingles& a, const Shingles& b) noexcept;

[[nodiscard]] bool are_copies(const Shingles& a, const Time& time_a, const Shingles& b,
                              const Time& time_b, const CopyRule& rule = {}) noexcept;

}  // namespace newsidx::copies
