// source/memory_stream.h: bytes in memory as a stream.
#pragma once

#include <string_view>

#include "source/byte_stream.h"

namespace newsidx::source {

class MemoryStream final : public ByteStream {
 public:
  /// @param bytes  outlive the stream
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t capacity) override {
    const std::size_t count = bytes_.copy(out, capacity);
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
};

}  // namespace newsidx::source
