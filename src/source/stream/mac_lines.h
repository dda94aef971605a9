// source/stream/mac_lines.h
//
// Text whose lines end in "\r", as Macs wrote it before 2001 and some programs for tables still do,
// with ends of lines that readers know.
//
// Invariants: no byte is added or dropped, so that offsets stay. The first "\n" ends it: from there
//             on all is as it was.
// Threads: one, that of the stream.   Cost: one copy.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "source/stream/byte_stream.h"

namespace newsidx::source {

/// Told by the beginning of a text: ends of lines, and none of them "\n".
[[nodiscard]] bool has_mac_lines(std::string_view head);

/// The same as MacLines, of a text in memory.
void repair_mac_lines(std::string& text);

class MacLines final : public ByteStream {
 public:
  /// @param stream  outlives this one
  explicit MacLines(ByteStream& stream) : stream_(stream) {}

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t capacity) override;
  [[nodiscard]] Result<bool> resume() override { return stream_.resume(); }
  [[nodiscard]] std::uint64_t checked_bytes() const override { return stream_.checked_bytes(); }

 private:
  Status refill();

  ByteStream& stream_;
  std::unique_ptr<char[]> block_;
  std::size_t begin_ = 0;     // of what is not read yet
  std::size_t repaired_ = 0;  // up to here
  std::size_t end_ = 0;       // one byte more: "\r", which may be the half of "\r\n"
  bool is_over_ = false;      // a "\n" was met
};

}  // namespace newsidx::source
