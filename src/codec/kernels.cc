#include "codec/kernels.h"

#include <bit>
#include <utility>

#include "base/bytes.h"
#include "base/cpu_features.h"

namespace newsidx::codec {
namespace {

template <unsigned kBits>
void decode_ascending(const char* bytes, std::uint32_t base, std::uint32_t* numbers) noexcept {
  const std::span<std::uint32_t> group(numbers, kGroupSize);
  unpack({bytes, packed_size(kGroupSize, kBits)}, kBits, group);
  restore_ascending(base, group);
}

template <std::size_t... kBits>
constexpr std::array<Kernels::DecodeAscending, sizeof...(kBits)> decode_table(
    std::index_sequence<kBits...>) {
  return {decode_ascending<kBits>...};
}

std::uint64_t count_bits(const std::uint64_t* words, std::size_t word_count) noexcept {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < word_count; ++i) {
    count += static_cast<std::uint64_t>(std::popcount(words[i]));
  }
  return count;
}

std::uint64_t count_bits_before(const std::uint64_t* words, std::size_t bit_count) noexcept {
  const std::uint64_t last = words[bit_count / 64] & ~(~std::uint64_t{0} << (bit_count % 64));
  return count_bits(words, bit_count / 64) + static_cast<std::uint64_t>(std::popcount(last));
}

std::uint64_t join_bits(const char* bytes, std::size_t word_count, std::uint64_t* words) noexcept {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < word_count; ++i) {
    const auto word = load_le<std::uint64_t>(bytes + i * sizeof *words);
    count += static_cast<std::uint64_t>(std::popcount(word));
    words[i] |= word;
  }
  return count;
}

void set_bits(const std::uint32_t* numbers, std::size_t count, std::uint32_t begin,
              std::uint64_t* words) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t index = numbers[i] - begin;
    words[index / 64] |= std::uint64_t{1} << (index % 64);
  }
}

void list_bits(const std::uint64_t* words, std::size_t word_count, std::uint32_t begin,
               std::uint32_t* numbers, std::size_t) noexcept {
  for (std::size_t i = 0; i < word_count; ++i, begin += 64) {
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1) {
      *numbers++ = begin + static_cast<std::uint32_t>(std::countr_zero(word));
    }
  }
}

const Kernels* choose() noexcept { return use_avx2() ? avx2_kernels() : &kPortableKernels; }

}  // namespace

constinit const Kernels kPortableKernels = {decode_table(std::make_index_sequence<kMaxBits + 1>{}),
                                            count_bits,
                                            count_bits_before,
                                            join_bits,
                                            set_bits,
                                            list_bits};

const Kernels* const kKernels = choose();

}  // namespace newsidx::codec
