// source/stream/decoder.h
//
// The bytes inside a compressed file: one stream (gzip: member; zstd, lz4: frame) after the other,
// as `cat a.gz b.gz` makes them. Behind streams of gzip zero bytes may stand, as a tape leaves
// them, and behind those of xz a multiple of four of them; elsewhere they are what an unfinished
// copy leaves: damage.
//
// Invariants: all that stands in front of a damaged or cut place is given out before the fault is
//             told, and whatever follows a stream is another one, padding, or damage: nothing in a
//             file is passed over without a word. (Most formats have their checksums behind
//             the data, so a damaged place may show as text before it is told.)
// Threads: one decoder, one thread.   Cost: memory is bounded, whatever a file's header asks for
//          (stream_codec.h).
//
// One layer of compression is undone, never two: a file within a file within a file is not news.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "source/stream/block_source.h"
#include "source/stream/compression.h"
#include "source/stream/stream_codec.h"

namespace newsidx::source {

class Decoder {
 public:
  /// @param file         outlives the decoder and stands at its start
  /// @param compression  how the file begins; REQUIRES not Compression::none
  /// @param max_window_bytes  no stream may ask for a larger window
  Decoder(BlockSource& file, Compression compression, std::uint64_t max_window_bytes);

  /// The next bytes, valid until the next call; empty at the end.
  /// @errors corruption  the file is cut off or damaged; all that was sound was given out before
  ///         limit       it needs more memory than it may have
  ///         io, cancelled   as BlockSource::next_block()
  [[nodiscard]] Result<std::string_view> next_block();

  /// After `corruption` of gzip: goes on at the next member, at most a block in front of the place
  /// where the fault was found, for a damaged member may have been read beyond its end.
  /// @return false when there is none, and for the other formats
  /// @errors io, cancelled
  [[nodiscard]] Result<bool> resume();

  /// Up to the end of the last whole stream.
  [[nodiscard]] std::uint64_t checked_bytes() const { return checked_bytes_; }

  [[nodiscard]] std::size_t window_bytes() const { return codec_->window_bytes(); }

 private:
  Result<std::size_t> decode_some();
  Status next_input();
  void go_back();
  Status begin_member(std::string_view start);
  Status skip_padding();
  Status check_padding();
  Status end_of_file();
  Error in_context(Error error) const;

  BlockSource& file_;
  Compression compression_;
  std::unique_ptr<StreamCodec> codec_;
  std::string_view file_block_;   // the last that was not empty
  std::string_view input_;        // of the file's block, not taken yet
  std::size_t search_begin_ = 0;  // in it, behind where the stream at hand began
  std::uint64_t bytes_gone_back_ = 0;
  std::uint64_t text_bytes_ = 0;
  std::uint64_t checked_bytes_ = 0;
  bool in_stream_ = false;
  std::size_t padding_bytes_ = 0;  // behind the last stream
  bool may_owe_bytes_ = false;  // the last step filled its output: there may be more without input
  std::optional<Error> fault_;
  std::unique_ptr<char[]> block_;
};

}  // namespace newsidx::source
