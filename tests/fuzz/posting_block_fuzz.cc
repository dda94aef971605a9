// Any bytes as a posting block: refused, or strictly ascending documents that end where they
// should.
#include <array>

#include "codec/posting_block.h"
#include "fuzz.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  const std::size_t count = 1 + fuzz::take_byte(input) % codec::kPostingBlockSize;
  codec::PostingBlock block;
  if (block.open(input, count) != codec::BlockFault::none) return 0;
  NEWSIDX_CHECK(block.size_bytes() <= input.size());

  std::array<std::uint32_t, codec::kPostingBlockSize> values{};
  const std::span numbers(values.data(), count);
  if (block.decode_docs(codec::kNoDocument, codec::kNoDocument, numbers) ==
      codec::BlockFault::none) {
    for (std::size_t i = 1; i < count; ++i) NEWSIDX_CHECK(values[i - 1] < values[i]);
  }
  block.decode_freqs(numbers);
  return 0;
}
