#include "codec/bitpack.h"

#include <array>
#include <cstring>
#include <utility>

#include "base/assert.h"
#include "base/bytes.h"

namespace newsidx::codec {
namespace {

constexpr std::size_t kLanes = 4;
constexpr std::size_t kRows = kGroupSize / kLanes;

// Four 32-bit lanes; GCC and Clang lower it to SSE2, NEON or plain code.
using Lanes = std::uint32_t __attribute__((vector_size(16)));

Lanes load(const char* bytes) noexcept {
  Lanes lanes;
  std::memcpy(&lanes, bytes, sizeof lanes);
  return lanes;
}

template <unsigned kBits>
void pack_group(const std::uint32_t* values, char* out) noexcept {
  if constexpr (kBits > 0) {
    Lanes word{};
    unsigned filled = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
      const Lanes value = load(reinterpret_cast<const char*>(values + row * kLanes));
      word |= value << filled;
      filled += kBits;
      if (filled >= 32) {
        std::memcpy(out, &word, sizeof word);
        out += sizeof word;
        filled -= 32;
        word = filled == 0 ? Lanes{} : value >> (kBits - filled);
      }
    }
  }
}

// Unrolled at compile time, so that every shift is a constant.
template <unsigned kBits, std::size_t kRow>
[[gnu::always_inline]] inline void unpack_row(const char* bytes, std::uint32_t* values) noexcept {
  constexpr unsigned kBit = static_cast<unsigned>(kRow) * kBits;
  constexpr unsigned kShift = kBit % 32;
  const char* at = bytes + kBit / 32 * sizeof(Lanes);
  Lanes value = load(at) >> kShift;
  if constexpr (kShift + kBits > 32) value |= load(at + sizeof(Lanes)) << (32 - kShift);
  if constexpr (kBits < 32) value &= (std::uint32_t{1} << kBits) - 1;
  std::memcpy(values + kRow * kLanes, &value, sizeof value);
}

template <unsigned kBits>
void unpack_group(const char* bytes, std::uint32_t* values) noexcept {
  if constexpr (kBits == 0) {
    std::memset(values, 0, kGroupSize * sizeof *values);
  } else {
    [&]<std::size_t... kRow>(std::index_sequence<kRow...>) {
      (unpack_row<kBits, kRow>(bytes, values), ...);
    }
    (std::make_index_sequence<kRows>{});
  }
}

using PackGroup = void (*)(const std::uint32_t*, char*) noexcept;
using UnpackGroup = void (*)(const char*, std::uint32_t*) noexcept;

template <std::size_t... kBits>
constexpr std::array<PackGroup, sizeof...(kBits)> pack_table(std::index_sequence<kBits...>) {
  return {pack_group<kBits>...};
}
template <std::size_t... kBits>
constexpr std::array<UnpackGroup, sizeof...(kBits)> unpack_table(std::index_sequence<kBits...>) {
  return {unpack_group<kBits>...};
}
constexpr auto kPack = pack_table(std::make_index_sequence<kMaxBits + 1>{});
constexpr auto kUnpack = unpack_table(std::make_index_sequence<kMaxBits + 1>{});

void append_tail(std::string& out, std::span<const std::uint32_t> values, unsigned bits) {
  std::uint64_t pending = 0;
  unsigned pending_bits = 0;
  for (const std::uint32_t value : values) {
    pending |= static_cast<std::uint64_t>(value) << pending_bits;
    pending_bits += bits;
    while (pending_bits >= 8) {
      out.push_back(static_cast<char>(pending));
      pending >>= 8;
      pending_bits -= 8;
    }
  }
  if (pending_bits > 0) out.push_back(static_cast<char>(pending));
}

}  // namespace

unsigned bits_needed(std::span<const std::uint32_t> values) noexcept {
  std::uint32_t any = 0;
  for (const std::uint32_t value : values) any |= value;
  return static_cast<unsigned>(std::bit_width(any));
}

void append_packed(std::string& out, std::span<const std::uint32_t> values, unsigned bits) {
  NEWSIDX_DCHECK(values.size() <= kGroupSize && bits <= kMaxBits);
  if (bits == 0) return;
  if (values.size() < kGroupSize) return append_tail(out, values, bits);
  const std::size_t at = out.size();
  out.resize(at + packed_size(kGroupSize, bits));
  kPack[bits](values.data(), out.data() + at);
}

void unpack_tail(std::string_view bytes, unsigned bits, std::size_t first,
                 std::span<std::uint32_t> values) noexcept {
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::size_t bit = first * bits;
  for (std::uint32_t& value : values) {
    const std::size_t at = bit / 8;
    std::uint64_t window = 0;
    if (at + sizeof window <= bytes.size()) {
      window = load_le<std::uint64_t>(bytes.data() + at);
    } else {
      std::memcpy(&window, bytes.data() + at, bytes.size() - at);  // the last bytes
    }
    value = static_cast<std::uint32_t>((window >> (bit % 8)) & mask);
    bit += bits;
  }
}

void unpack(std::string_view bytes, unsigned bits, std::span<std::uint32_t> values) noexcept {
  NEWSIDX_DCHECK(bits <= kMaxBits && bytes.size() == packed_size(values.size(), bits));
  if (values.size() == kGroupSize) {
    kUnpack[bits](bytes.data(), values.data());
  } else if (bits == 0) {
    for (std::uint32_t& value : values) value = 0;
  } else {
    unpack_tail(bytes, bits, 0, values);
  }
}

void restore_ascending(std::uint32_t base, std::span<std::uint32_t> values) noexcept {
  if (values.size() != kGroupSize) {
    for (std::uint32_t& value : values) base = value += base + 1;
    return;
  }
  // Prefix sums of four lanes by two shifted additions; the last lane carries to the next row.
  Lanes carry = Lanes{} + base;
  for (std::size_t row = 0; row < kRows; ++row) {
    std::uint32_t* at = values.data() + row * kLanes;
    Lanes value = load(reinterpret_cast<const char*>(at)) + 1;
    value += __builtin_shufflevector(value, Lanes{}, 4, 0, 1, 2);
    value += __builtin_shufflevector(value, Lanes{}, 4, 4, 0, 1);
    value += carry;
    std::memcpy(at, &value, sizeof value);
    carry = Lanes{} + value[3];
  }
}

}  // namespace newsidx::codec
