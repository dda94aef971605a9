#include "codec/bitpack_range.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "base/assert.h"
#include "base/bytes.h"
#include "codec/bitpack.h"

namespace newsidx::codec {
namespace {

constexpr std::size_t kLanes = 4;

// Four 32-bit lanes; GCC and Clang lower it to SSE2, NEON or plain code.
using Lanes = std::uint32_t __attribute__((vector_size(16)));

Lanes load(const char* bytes) noexcept {
  Lanes lanes;
  std::memcpy(&lanes, bytes, sizeof lanes);
  return lanes;
}

constexpr std::size_t kRows = kGroupSize / kLanes;
constexpr std::size_t kRowsAtOnce = 4;

// The rows that hold values [first, end) of a vertical group, and some more: always four at once,
// so that for most documents the loop ends after one round, which can be foretold. In a row there
// are no branches either: where it ends within a word, the word itself is taken for the next one,
// and the mask cuts off what it would add.
const std::uint32_t* unpack_rows(const char* bytes, unsigned bits, std::size_t first,
                                 std::size_t end, std::uint32_t* out) noexcept {
  const std::uint32_t mask = bits < 32 ? (std::uint32_t{1} << bits) - 1 : UINT32_MAX;
  const std::size_t base = std::min(first / kLanes, kRows - kRowsAtOnce);
  for (std::size_t begin = base; begin * kLanes < end; begin += kRowsAtOnce) {
    const std::size_t row = std::min(begin, kRows - kRowsAtOnce);
    for (std::size_t i = row; i < row + kRowsAtOnce; ++i) {
      const std::size_t bit = i * bits;
      const char* const at = bytes + bit / 32 * sizeof(Lanes);
      const auto shift = static_cast<unsigned>(bit % 32);
      const char* const next = shift + bits > 32 ? at + sizeof(Lanes) : at;
      Lanes value = load(at) >> shift;
      value |= load(next) << 1 << (31 - shift);
      value &= mask;
      std::memcpy(out + (i - base) * kLanes, &value, sizeof value);
    }
  }
  return out + (first - base * kLanes);
}

}  // namespace

const std::uint32_t* unpack_range(std::string_view bytes, unsigned bits, std::size_t count,
                                  std::size_t first, std::size_t end, std::uint32_t* out) noexcept {
  constexpr std::size_t kWorthAll = 64;  // a row costs twice as much here as in unpack()
  NEWSIDX_DCHECK(bits <= kMaxBits && first <= end && end <= count);
  if (bits == 0) {
    std::memset(out, 0, (end - first) * sizeof *out);
    return out;
  }
  if (count < kGroupSize) {
    unpack_tail(bytes, bits, first, std::span(out, end - first));
    return out;
  }
  if (end - first >= kWorthAll) {
    unpack(bytes, bits, std::span(out, kGroupSize));
    return out + first;
  }
  return unpack_rows(bytes.data(), bits, first, end, out);
}

}  // namespace newsidx::codec
