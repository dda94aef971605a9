// source/stream/line_reader.h
//
// A text line by line, in place: no copy is made of a line, and simdjson may read past its end.
//
// Invariants: kPaddingBytes readable bytes follow every line shown.
// Threads: one reader, one thread.   Memory: twice the longest line at hand, of those allowed; the
// next short line gives it back. Several lines may be read as one that was broken.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "source/stream/byte_stream.h"

namespace newsidx::source {

struct Line {
  std::string_view text;     ///< without its end of line; valid until the next call
  std::uint64_t number = 0;  ///< from 1
  std::uint64_t byte = 0;    ///< offset in the decompressed file
  bool is_ended = true;      ///< by a line break; else by the end of the text
  bool too_long = false;     ///< longer than allowed: passed over, `text` is empty
};

class LineReader {
 public:
  explicit LineReader(std::uint64_t max_line_bytes) : max_line_bytes_(max_line_bytes) {}

  /// Begins with another text; the buffer is kept unless it is large.
  /// @param begin_byte  where the stream begins in its file: behind a byte order mark
  /// @param begin_line  lines in front of that
  void start(ByteStream& stream, std::uint64_t begin_byte = 0, std::uint64_t begin_line = 0);

  /// The next line, or nothing at the end.
  /// @errors those of ByteStream::read(); the unfinished line in front of it is not shown
  [[nodiscard]] Result<std::optional<Line>> next();

  /// The line that was shown last with the next one behind it, in place, their ends of line
  /// between them; again for a third one. Nothing at the end of the text, and where it would be
  /// longer than allowed. REQUIRES that next() showed a line.
  /// @errors those of next()
  [[nodiscard]] Result<std::optional<Line>> extend();

  /// Back behind the line that next() showed last: what extend() put there comes again.
  void go_back();

  /// Where the next line begins.
  [[nodiscard]] std::uint64_t byte() const noexcept { return byte_; }
  /// Lines in front of it.
  [[nodiscard]] std::uint64_t line_count() const noexcept { return line_number_; }

  static constexpr std::size_t kPaddingBytes = 64;

 private:
  struct End {
    std::size_t text_end = 0;
    std::size_t next_begin = 0;
    bool too_long = false;  // it was not looked for to the end
  };
  Result<std::optional<End>> find_end();
  Result<bool> refill();
  void make_room();
  Line take(const End& end);
  Result<std::optional<Line>> skip_long_line();

  ByteStream* stream_ = nullptr;
  std::uint64_t max_line_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of the next line in buffer_
  std::size_t end_ = 0;    // of what was read into buffer_
  std::uint64_t line_number_ = 0;
  std::uint64_t byte_ = 0;  // of begin_ in the text
  std::size_t kept_ = 0;    // the first byte of buffer_ that is needed, with the line shown last:
  std::size_t shown_bytes_ = 0;  // with its end
  std::uint64_t shown_number_ = 0;
  std::uint64_t shown_byte_ = 0;
};

}  // namespace newsidx::source
