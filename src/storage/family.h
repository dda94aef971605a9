// storage/family.h
//
// The column families of an index. What is in each: KEYS.md.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace newsidx::storage {

enum class Family : std::uint8_t {
  meta,
  terms,
  postings,
  positions,
  norms,
  columns,
  docs,
  ids,
  live
};

inline constexpr std::array<std::string_view, 9> kFamilyNames = {
    "meta", "terms", "postings", "positions", "norms", "columns", "docs", "ids", "live"};

[[nodiscard]] constexpr std::size_t index_of(Family family) noexcept {
  return static_cast<std::size_t>(family);
}
[[nodiscard]] constexpr std::string_view name_of(Family family) noexcept {
  return kFamilyNames[index_of(family)];
}

}  // namespace newsidx::storage
