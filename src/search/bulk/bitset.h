// search/bulk/bitset.h: a fixed number of documents in a row, a bit each.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "codec/kernels.h"

namespace newsidx::search {

template <std::uint32_t kBits>
struct Bitset {
  static_assert(kBits % 64 == 0, "whole words");
  std::array<std::uint64_t, kBits / 64> words{};

  void set(std::uint32_t index) noexcept { words[index / 64] |= std::uint64_t{1} << (index % 64); }
  void reset(std::uint32_t index) noexcept {
    words[index / 64] &= ~(std::uint64_t{1} << (index % 64));
  }
  [[nodiscard]] bool has(std::uint32_t index) const noexcept {
    return (words[index / 64] >> (index % 64) & 1) != 0;
  }
  void clear() noexcept { words.fill(0); }
  [[nodiscard]] std::uint64_t count() const noexcept {
    return codec::kKernels->count_bits(words.data(), words.size());
  }
  /// Calls `visit(index)` for every set bit, ascending.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t word = 0; word < words.size(); ++word) {
      for (std::uint64_t bits = words[word]; bits != 0; bits &= bits - 1) {
        visit(word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
      }
    }
  }
};

}  // namespace newsidx::search
