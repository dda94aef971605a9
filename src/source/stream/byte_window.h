// source/stream/byte_window.h
//
// A stream's bytes through a window that moves over them: as many as are asked for lie in one
// piece, and stay until they are skipped.
//
// Invariant: a fault of the stream is an end like any other; all that was read before it is still
//            in the window, and only who asks is told of it.
// Threads: one window, one thread.   Memory: twice what was asked for at most, and only if the
// stream really has it; a size in a header costs nothing by itself.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "source/stream/byte_stream.h"

namespace newsidx::source {

class ByteWindow {
 public:
  /// @param stream  outlives the window
  explicit ByteWindow(ByteStream& stream) : stream_(stream) {}

  /// Reads on until `wanted` bytes are in the window.
  /// @return all that is in it: fewer only if the stream ends there or has a fault; valid until
  ///         the next call
  [[nodiscard]] std::string_view fill(std::uint64_t wanted);

  /// Drops bytes from the front. REQUIRES that so many are in the window.
  void skip(std::size_t count);

  /// Offset of the window's first byte in the text.
  [[nodiscard]] std::uint64_t position() const { return position_; }

  /// What the stream failed with behind the bytes of the window.
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

  /// Up to which offset a checksum is known to be right; see ByteStream.
  [[nodiscard]] std::uint64_t checked_bytes() const { return stream_.checked_bytes(); }

  /// After a fault: drops what is in the window and goes on behind it.
  /// @return false: nothing behind it can be read
  /// @errors io, cancelled
  [[nodiscard]] Result<bool> resume();

  static constexpr std::size_t kBlockBytes = 64 << 10;

 private:
  void make_room();

  ByteStream& stream_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t position_ = 0;
  bool at_end_ = false;
  std::optional<Error> fault_;
};

}  // namespace newsidx::source
