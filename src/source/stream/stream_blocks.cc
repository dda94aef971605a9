#include "source/stream/stream_blocks.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/status_macros.h"

namespace newsidx::source {

StreamBlocks::StreamBlocks(ByteStream& stream)
    : stream_(stream), block_(std::make_unique_for_overwrite<char[]>(kBlockBytes)) {}

Result<std::string_view> StreamBlocks::peek(std::size_t byte_count) {
  NEWSIDX_CHECK(byte_count <= kBlockBytes);
  while (peeked_bytes_ < byte_count) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count, stream_.read(block_.get() + peeked_bytes_,
                                                                   kBlockBytes - peeked_bytes_));
    if (count == 0) break;
    peeked_bytes_ += count;
    bytes_read_ += count;
  }
  return std::string_view(block_.get(), std::min(peeked_bytes_, byte_count));
}

Result<std::string_view> StreamBlocks::next_block() {
  if (peeked_bytes_ > 0) return std::string_view(block_.get(), std::exchange(peeked_bytes_, 0));
  NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count, stream_.read(block_.get(), kBlockBytes));
  bytes_read_ += count;
  return std::string_view(block_.get(), count);
}

}  // namespace newsidx::source
