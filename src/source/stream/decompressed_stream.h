// source/stream/decompressed_stream.h
//
// A file's text, decompressed on the way, without its byte order mark.
//
// Threads: one stream, one thread.   Cost: one copy of the text; constant memory.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "source/stream/block_source.h"
#include "source/stream/byte_stream.h"
#include "source/stream/decoder.h"
#include "source/stream/raw_file.h"
#include "source/stream/stop_event.h"

namespace newsidx::source {

class DecompressedStream : public ByteStream {
 public:
  /// @param path  a file, or "-" for standard input
  /// @param stop  outlives the stream; none: it is read to its end
  /// @param max_window_bytes  that a compressed stream may ask for
  /// @errors not_found, io, cancelled
  ///         corruption  damaged at once
  [[nodiscard]] static Result<DecompressedStream> open(
      const std::string& path, const StopEvent* stop = nullptr,
      std::uint64_t max_window_bytes = kUsualWindowBytes);

  /// The same of a member of an archive: what is packed in it is unpacked.
  /// @param stream  outlives this one
  /// @param name  of the member
  [[nodiscard]] static Result<DecompressedStream> open(
      ByteStream& stream, std::string_view name, const StopEvent* stop = nullptr,
      std::uint64_t max_window_bytes = kUsualWindowBytes);

  /// The first bytes of the text, up to kHeadBytes; they are read again by read(). Of gzip they are
  /// those behind members at the start that are damaged; read() fails first there.
  [[nodiscard]] std::string_view head() const { return head_; }
  /// Size of the byte order mark that was left out: 0 or 3.
  [[nodiscard]] std::uint64_t mark_bytes() const { return mark_bytes_; }

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t capacity) override;
  /// Behind a damaged member of gzip at the next one.
  [[nodiscard]] Result<bool> resume() override;
  [[nodiscard]] std::uint64_t checked_bytes() const override;

  [[nodiscard]] std::uint64_t text_bytes() const { return text_bytes_; }
  [[nodiscard]] std::uint64_t input_bytes() const { return file_->bytes_read(); }
  /// The file itself, of one on disk that is read as it is; else nothing.
  [[nodiscard]] const RawFile* plain_file() const { return decoder_ ? nullptr : plain_; }
  /// Reads on at a place, in front of which nothing more is read. REQUIRES plain_file().
  /// @errors io
  [[nodiscard]] Status seek(std::uint64_t byte);
  [[nodiscard]] bool is_compressed() const { return decoder_ != nullptr; }
  /// The compression that its name says and its bytes do not: it is read as it is. none: there is
  /// no such contradiction.
  [[nodiscard]] Compression claimed_in_vain() const { return claimed_in_vain_; }
  /// What is held for the window of the compressed data.
  [[nodiscard]] std::size_t window_bytes() const { return decoder_ ? decoder_->window_bytes() : 0; }

  static constexpr std::size_t kHeadBytes = 8 << 10;

 private:
  DecompressedStream(std::unique_ptr<BlockSource> file, const StopEvent* stop)
      : file_(std::move(file)), stop_(stop) {}
  Status start(Compression claimed, std::uint64_t max_window_bytes);
  Result<std::string_view> next_block();

  std::unique_ptr<BlockSource> file_;  // on the heap: the decoder points at it
  RawFile* plain_ = nullptr;           // the same, if it is a file on disk
  const StopEvent* stop_;
  std::unique_ptr<Decoder> decoder_;  // none for a plain file
  Compression claimed_in_vain_ = Compression::none;
  std::string head_;
  std::string_view block_;  // of the decoder or the file, not read yet
  std::size_t head_read_bytes_ = 0;
  std::uint64_t mark_bytes_ = 0;
  std::uint64_t text_bytes_ = 0;
  std::optional<Error> first_fault_;  // in front of the head; told before it
  std::optional<Error> fault_;        // met while the head was filled; told after the head
};

}  // namespace newsidx::source
