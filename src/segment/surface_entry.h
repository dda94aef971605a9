// segment/surface_entry.h
//
// An unstemmed word: the terms that it became, and how it is written.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::segment {

/// How often a word stands where its case says something (not in a headline of capitals).
struct SurfaceCounts {
  std::uint64_t occurrences = 0;
  std::uint64_t capitals = 0;  ///< of them, in capitals

  SurfaceCounts& operator+=(const SurfaceCounts& other) noexcept {
    occurrences += other.occurrences;
    capitals += other.capitals;
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
