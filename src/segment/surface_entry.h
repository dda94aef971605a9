// segment/surface_entry.h
//
// An unstemmed word: the terms that it became, and how it is written.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace newsidx::segment {

/// How often a word stands where its case says something (not in a headline of capitals), and how
/// often where it does not. A word of neither is gone.
struct SurfaceCounts {
  std::uint64_t occurrences = 0;
  std::uint64_t capitals = 0;  ///< of them, in capitals
  std::uint64_t shouted = 0;   ///< in headlines of capitals, beside occurrences

  [[nodiscard]] bool are_zero() const noexcept { return occurrences == 0 && shouted == 0; }

  SurfaceCounts& operator+=(const SurfaceCounts& other) noexcept {
    occurrences += other.occurrences;
    capitals += other.capitals;
    shouted += other.shouted;
    return *this;
  }
  /// Nothing becomes less than 0, nor capitals more than there are occurrences.
  SurfaceCounts& operator-=(const SurfaceCounts& other) noexcept {
    occurrences -= std::min(occurrences, other.occurrences);
    capitals = std::min(capitals - std::min(capitals, other.capitals), occurrences);
    shouted -= std::min(shouted, other.shouted);
    return *this;
  }
  friend bool operator==(const SurfaceCounts&, const SurfaceCounts&) = default;
};

struct SurfaceTerm {
  std::string_view term;
  SurfaceCounts counts = {};
  friend bool operator==(const SurfaceTerm&, const SurfaceTerm&) = default;
};

}  // namespace newsidx::segment
