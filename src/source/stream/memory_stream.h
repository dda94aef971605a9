// source/stream/memory_stream.h: bytes in memory as a stream, for readers of streams.
#pragma once

#include <algorithm>
#include <string_view>

#include "source/stream/byte_stream.h"

namespace newsidx::source {

class MemoryStream final : public ByteStream {
 public:
  /// @param bytes  outlive the stream
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t capacity) override {
    const std::size_t size = bytes_.copy(out, capacity);
    bytes_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view bytes_;
};

}  // namespace newsidx::source
