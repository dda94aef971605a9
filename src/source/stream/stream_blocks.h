// source/stream/stream_blocks.h
//
// A stream block by block: a member of an archive, which may be packed itself.
//
// Threads: one, that of the stream.   Cost: one copy.
#pragma once

#include <memory>

#include "source/stream/block_source.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class StreamBlocks final : public BlockSource {
 public:
  /// @param stream  outlives the blocks
  explicit StreamBlocks(ByteStream& stream);

  [[nodiscard]] Result<std::string_view> peek(std::size_t byte_count) override;
  /// @errors those of ByteStream::read()
  [[nodiscard]] Result<std::string_view> next_block() override;
  [[nodiscard]] std::uint64_t bytes_read() const override { return bytes_read_; }

 private:
  ByteStream& stream_;
  std::unique_ptr<char[]> block_;
  std::size_t peeked_bytes_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace newsidx::source
