// source/stream/stream_codec.h
//
// One compressed stream, undone step by step by the library of its format: what the decoder's loop
// over the streams of a file asks of each.
//
//   gzip_codec   zlib     bzip2_codec   libbz2   xz_codec   liblzma
//   zstd_codec   libzstd  lz4_codec     liblz4
//
// Invariant: bytes that come out of a step which finds a fault in what follows them are not lost.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace newsidx::source {

/// A window or dictionary of so many bytes is always read: `zstd -19` (8 MiB), `zstd --long`
/// (128 MiB) and `xz -9` (64 MiB) ask for no more. What a header asks for is not trusted: a larger
/// one is read where the memory of a build allows it.
inline constexpr std::uint64_t kUsualWindowBytes = std::uint64_t{128} << 20;

/// Of the memory of a build a window may take half.
inline constexpr std::uint64_t kMemoryPerWindow = 2;

class StreamCodec {
 public:
  virtual ~StreamCodec() = default;

  /// Makes ready for a stream; the one before is forgotten.
  /// @errors limit  no memory
  [[nodiscard]] virtual Status begin() = 0;

  /// Undoes some of it: takes bytes off the front of `in`, puts others at the front of `out`, and
  /// moves both behind them, on failure too. A step that fills `out` may owe bytes; they come from
  /// the next, even if `in` is empty.
  /// @param out  REQUIRES kMinOutputBytes at least
  /// @return whether the stream is complete
  /// @errors corruption  the stream is damaged; the message says how, and may be empty
  ///         limit       its window is larger than the codec was made for, or than there is memory
  [[nodiscard]] virtual Result<bool> step(std::string_view& in, std::span<char>& out) = 0;

  /// What it holds for the window of the stream at hand, about.
  [[nodiscard]] virtual std::size_t window_bytes() const { return 0; }

  static constexpr std::size_t kMinOutputBytes = 128 << 10;  // a block of zstd
};

[[nodiscard]] std::unique_ptr<StreamCodec> make_gzip_codec();
[[nodiscard]] std::unique_ptr<StreamCodec> make_bzip2_codec();
[[nodiscard]] std::unique_ptr<StreamCodec> make_xz_codec(std::uint64_t max_window_bytes);
[[nodiscard]] std::unique_ptr<StreamCodec> make_zstd_codec(std::uint64_t max_window_bytes);
[[nodiscard]] std::unique_ptr<StreamCodec> make_lz4_codec();

// What codecs say.
[[nodiscard]] Failure out_of_memory();
[[nodiscard]] Failure window_too_large(std::uint64_t window_bytes,
                                       std::string_view unpacking_command);

}  // namespace newsidx::source
