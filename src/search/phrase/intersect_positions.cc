#include "search/phrase/intersect_positions.h"

#include <array>
#include <cstring>

#include "codec/position_block.h"

namespace newsidx::search {
namespace {

// Few enough that comparing with all of them, several at once, costs less than a search.
constexpr std::size_t kFewPositions = 48;

// Four 32-bit lanes; GCC and Clang lower it to SSE2, NEON or plain code.
using Lanes = std::uint32_t __attribute__((vector_size(16)));

bool has(std::span<const std::uint32_t> positions, std::uint32_t wanted) noexcept {
  Lanes found{};
  for (std::size_t at = 0; at < positions.size(); at += codec::kPositionPadding) {
    for (std::size_t i = at; i < at + codec::kPositionPadding; i += sizeof(Lanes) / 4) {
      Lanes lanes;
      std::memcpy(&lanes, positions.data() + i, sizeof lanes);
      found |= static_cast<Lanes>(lanes == Lanes{} + wanted);
    }
  }
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &found, sizeof found);
  return (halves[0] | halves[1]) != 0;
}

// The first position >= wanted, or the last one. Branch-free: the branch would mispredict.
// REQUIRES count > 0.
const std::uint32_t* search(const std::uint32_t* positions, std::size_t count,
                            std::uint32_t wanted) noexcept {
  for (; count > 1; count -= count / 2) {
    const std::size_t half = count / 2;
    positions += half & (std::size_t{0} - std::size_t{positions[half - 1] < wanted});
  }
  return positions;
}

}  // namespace

std::size_t intersect_positions(std::span<std::uint32_t> starts,
                                std::span<const std::uint32_t> positions,
                                std::uint32_t offset) noexcept {
  std::size_t kept = 0;
  if (positions.size() <= kFewPositions) {
    for (const std::uint32_t start : starts) {
      starts[kept] = start;
      kept += has(positions, start + offset) ? 1u : 0u;
    }
    return kept;
  }
  const std::uint32_t* at = positions.data();
  const std::uint32_t* const end = at + positions.size();
  for (const std::uint32_t start : starts) {
    at = search(at, static_cast<std::size_t>(end - at), start + offset);
    starts[kept] = start;
    kept += *at == start + offset ? 1u : 0u;
  }
  return kept;
}

}  // namespace newsidx::search
