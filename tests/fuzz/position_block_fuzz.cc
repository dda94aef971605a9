// Any bytes as a position block: refused, or as many occurrences for each document as it says.
#include <array>
#include <vector>

#include "codec/position_block.h"
#include "fuzz.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  const std::size_t count = 1 + fuzz::take_byte(input) % codec::kPostingBlockSize;
  std::array<std::uint32_t, codec::kPostingBlockSize> freqs{};
  for (std::size_t i = 0; i < count; ++i) freqs[i] = 1u + (i < 8 ? fuzz::take_byte(input) : 0u);

  codec::PositionBlock block;
  if (!block.open(input, std::span(freqs.data(), count))) return 0;
  NEWSIDX_CHECK(block.size_bytes() <= input.size());
  std::vector<codec::Occurrence> occurrences;
  for (std::size_t i = count; i-- > 0;) {  // backwards, so that groups are found again
    occurrences.clear();
    block.append_occurrences(i, occurrences);
    NEWSIDX_CHECK(occurrences.size() == block.count(i));
    NEWSIDX_CHECK(block.positions(i).size() == block.count(i));
  }
  return 0;
}
