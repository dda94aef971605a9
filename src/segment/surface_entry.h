// segment/surface_entry.h
//
// The value of an unstemmed word in family terms, field surface: the terms that it became, and how
// it is written. Format: FORMAT.md, "Surface and id values".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// @param terms  ascending
void append_surface_entry(std::string& out, std::span<const SurfaceTerm> terms);

/// The views of the result point into `value`. @errors corruption
[[nodiscard]] Result<std::vector<SurfaceTerm>> parse_surface_entry(std::string_view value);

}  // namespace newsidx::segment
