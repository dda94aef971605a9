#include "document_lengths.h"

#include <bit>

namespace newsidx::bench {

std::uint32_t quantised_length(std::uint32_t length) {
  constexpr std::uint32_t kExactLengths = 24;
  constexpr int kBitsKept = 4;
  if (length < kExactLengths) return length;
  const std::uint32_t rest = length - kExactLengths;
  const int bits_lost = static_cast<int>(std::bit_width(rest)) - kBitsKept;
  return bits_lost <= 0 ? length : kExactLengths + (rest >> bits_lost << bits_lost);
}

}  // namespace newsidx::bench
