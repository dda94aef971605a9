// source/stream/block_source.h
//
// Bytes block by block as they lie somewhere, a file or a member of an archive, not unpacked yet.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newsidx::source {

class BlockSource {
 public:
  virtual ~BlockSource() = default;

  /// The first bytes (fewer only if there are no more), without moving on.
  /// REQUIRES that next_block() was not called yet, and byte_count <= kBlockBytes.
  [[nodiscard]] virtual Result<std::string_view> peek(std::size_t byte_count) = 0;

  /// The next bytes, valid until a further call gives others; empty at the end.
  [[nodiscard]] virtual Result<std::string_view> next_block() = 0;

  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;

  static constexpr std::size_t kBlockBytes = 64 << 10;
};

}  // namespace newsidx::source
