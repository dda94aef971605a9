// source/stream/raw_file.h
//
// The bytes of a file as they lie on disk, block by block, and how many there were.
//
// Every read waits with poll(2) first, for the file and for the stop: one that blocks (a terminal,
// a pipe or a FIFO without a writer) ends when the stop is asked for.
//
// Threads: one file, one thread.   Cost: one poll(2), one read(2) and no copy a block.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "source/stream/block_source.h"
#include "source/stream/stop_event.h"

namespace newsidx::source {

class RawFile final : public BlockSource {
 public:
  /// @param path  a file, or "-" for standard input (which is left open)
  /// @param stop  outlives the file; none: it is read to its end
  /// @errors not_found, io
  [[nodiscard]] static Result<std::unique_ptr<RawFile>> open(const std::string& path,
                                                             const StopEvent* stop = nullptr);
  ~RawFile() override;
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;

  [[nodiscard]] Result<std::string_view> peek(std::size_t byte_count) override;
  /// @errors io, cancelled
  [[nodiscard]] Result<std::string_view> next_block() override;
  [[nodiscard]] std::uint64_t bytes_read() const override { return bytes_read_; }

  /// A file on disk: it has a size, and places to go to.
  [[nodiscard]] bool is_regular() const;
  /// Goes on at a place. bytes_read() counts what is in front of it, digest() does not.
  /// REQUIRES is_regular(). @errors io
  [[nodiscard]] Status seek(std::uint64_t byte);
  /// The bytes at a place; fewer at the end of the file. REQUIRES is_regular(). @errors io
  [[nodiscard]] Result<std::string> read_at(std::uint64_t byte, std::size_t count) const;
  /// Of what was read since the beginning or seek().
  [[nodiscard]] std::uint64_t digest() const noexcept { return hash_.digest(); }

 private:
  RawFile(int descriptor, bool owned, const StopEvent* stop);
  Result<std::size_t> read_some(char* out, std::size_t capacity);
  Status wait_for_bytes();

  int descriptor_;
  bool owned_;
  const StopEvent* stop_;
  std::unique_ptr<char[]> block_;
  std::size_t peeked_bytes_ = 0;  // at the start of block_, not yet given out
  std::uint64_t bytes_read_ = 0;
  StreamingHash hash_;
};

}  // namespace newsidx::source
