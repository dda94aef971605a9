// source/stream/byte_stream.h
//
// Bytes that come one after the other: a file's, decompressed, or those of a member of an archive.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>

namespace newsidx::source {

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Copies the next bytes. @return how many; 0 at the end
  /// @errors corruption  cut off or damaged here; what was sound was read before
  ///         limit       expands without measure, or needs too much memory
  ///         io, cancelled
  [[nodiscard]] virtual Result<std::size_t> read(char* out, std::size_t capacity) = 0;

  /// After read() failed with `corruption`: goes on at the next part behind the damage that can be
  /// read by itself, such as a member of gzip. What is read next does not follow what was read.
  /// @return false: there is none, or the stream knows no such parts; read() fails as before
  /// @errors io, cancelled
  [[nodiscard]] virtual Result<bool> resume() { return false; }

  /// Of all the bytes read those that a checksum behind them has been compared with; 0 where there
  /// are no checksums.
  [[nodiscard]] virtual std::uint64_t checked_bytes() const { return 0; }
};

}  // namespace newsidx::source
