// codec/kernels.h
//
// The inner loops over whole groups and words, each in two forms that give the same answers: a
// portable one, and one for processors with AVX2 and BMI. Which of them runs is chosen once, when
// the program starts; NEWSIDX_PORTABLE=1 in the environment chooses the portable ones.
//
// Kernels trust their arguments: whoever calls them has checked what came from disk.
// Threads: any.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "codec/bitpack.h"

namespace newsidx::codec {

struct Kernels {
  /// By bits: unpacks a full group of gaps less one and adds them up from `base`.
  /// @param bytes  packed_size(128, bits) of them
  /// @param numbers  128 of them
  using DecodeAscending = void (*)(const char* bytes, std::uint32_t base,
                                   std::uint32_t* numbers) noexcept;
  std::array<DecodeAscending, kMaxBits + 1> decode_ascending;

  /// Set bits of the words.
  std::uint64_t (*count_bits)(const std::uint64_t* words, std::size_t word_count) noexcept;

  /// Of the first `bit_count` bits those that are set. Reads the word that holds the next one, too.
  std::uint64_t (*count_bits_before)(const std::uint64_t* words, std::size_t bit_count) noexcept;

  /// Joins little-endian words, at any alignment, with `words`. @return how many bits they have set
  std::uint64_t (*join_bits)(const char* bytes, std::size_t word_count,
                             std::uint64_t* words) noexcept;

  /// Sets bit number - begin for each number. REQUIRES number >= begin.
  void (*set_bits)(const std::uint32_t* numbers, std::size_t count, std::uint32_t begin,
                   std::uint64_t* words) noexcept;

  /// Writes begin + index of each set bit, ascending. REQUIRES exactly `count` set bits.
  void (*list_bits)(const std::uint64_t* words, std::size_t word_count, std::uint32_t begin,
                    std::uint32_t* numbers, std::size_t count) noexcept;
};

extern const Kernels kPortableKernels;

/// nullptr where this processor lacks what they need.
[[nodiscard]] const Kernels* avx2_kernels() noexcept;

/// Those that were chosen.
extern const Kernels* const kKernels;

}  // namespace newsidx::codec
