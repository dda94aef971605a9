// zstd (RFC 8878): a frame of blocks of up to 128 KiB, each behind a header of three bytes.
//
// A call of libzstd that comes upon a fault does not tell what it has put out before. So each call
// gets no more than the rest of one block, or of one header: then what a call puts out is from one
// block alone, which is sound.

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "source/stream/stream_codec.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockHeaderBytes = 3;
constexpr std::size_t kMaxHeaderBytes = 18;
constexpr int kMinWindowLog = 10;
constexpr int kMaxWindowLog = 31;  // that libzstd reads
constexpr std::uint64_t kMaxWindowBytes = std::uint64_t{1} << kMaxWindowLog;
static_assert(StreamCodec::kMinOutputBytes >= ZSTD_BLOCKSIZE_MAX);  // so that nothing is owed

struct ContextDeleter {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// The window that the header of a frame asks for: in a byte behind the descriptor, or all of the
// contents, of which the size is told then.
// @param header  whole
std::uint64_t window_of(std::string_view header) {
  const auto byte = [header](std::size_t at) { return static_cast<std::uint8_t>(header[at]); };
  const std::uint8_t descriptor = byte(4);
  const bool is_single_segment = (descriptor & 0x20) != 0;
  if (!is_single_segment) {
    const std::uint64_t base = std::uint64_t{1} << (10 + (byte(5) >> 3));
    return base + base / 8 * (byte(5) & 7u);
  }
  constexpr std::array<std::size_t, 4> kDictionaryIdBytes = {0, 1, 2, 4};
  constexpr std::array<std::size_t, 4> kSizeBytes = {1, 2, 4, 8};
  const std::size_t begin = 5 + kDictionaryIdBytes[descriptor & 3u];
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < kSizeBytes[descriptor >> 6]; ++i) {
    size |= std::uint64_t{byte(begin + i)} << (8 * i);
  }
  return size;
}

class ZstdCodec final : public StreamCodec {
 public:
  explicit ZstdCodec(std::uint64_t max_window_bytes)
      : max_window_log_(std::clamp(static_cast<int>(std::bit_width(max_window_bytes)) - 1,
                                   kMinWindowLog, kMaxWindowLog)) {}

  Status begin() override {
    if (context_ == nullptr) {
      context_.reset(ZSTD_createDCtx());
      if (context_ == nullptr) return out_of_memory();
      ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, max_window_log_);
    }
    wanted_bytes_ = ZSTD_initDStream(context_.get());
    header_.clear();
    return {};
  }

  Result<bool> step(std::string_view& in, std::span<char>& out) override {
    // What libzstd wants is the rest of this block and the header of the next.
    const std::size_t step_bytes =
        wanted_bytes_ > kBlockHeaderBytes ? wanted_bytes_ - kBlockHeaderBytes : wanted_bytes_;
    header_ += in.substr(0, std::min(step_bytes, kMaxHeaderBytes - header_.size()));
    ZSTD_inBuffer input{in.data(), std::min(in.size(), step_bytes), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    wanted_bytes_ = ZSTD_decompressStream(context_.get(), &output, &input);
    in.remove_prefix(input.pos);
    out = out.subspan(output.pos);
    if (ZSTD_isError(wanted_bytes_) == 0) return wanted_bytes_ == 0;
    switch (ZSTD_getErrorCode(wanted_bytes_)) {
      case ZSTD_error_frameParameter_windowTooLarge: return too_large();
      case ZSTD_error_memory_allocation: return out_of_memory();
      default: return fail(ErrorCode::corruption, ZSTD_getErrorName(wanted_bytes_));
    }
  }

  std::size_t window_bytes() const override {
    return context_ == nullptr ? 0 : ZSTD_sizeof_DCtx(context_.get());
  }

 private:
  // libzstd's limit is a power of two.
  Failure too_large() const {
    const std::uint64_t window_bytes = window_of(header_);
    if (window_bytes <= kMaxWindowBytes) {
      return window_too_large(std::bit_ceil(window_bytes), "zstd -dc --long=31");
    }
    return fail(ErrorCode::limit, "its window takes more than the 2 GiB that libzstd reads",
                "to pack it again, with zstd --long=31");
  }

  const int max_window_log_;
  std::string header_;  // of this frame, and some bytes behind it
  std::unique_ptr<ZSTD_DCtx, ContextDeleter> context_;
  std::size_t wanted_bytes_ = 0;
};

}  // namespace

std::unique_ptr<StreamCodec> make_zstd_codec(std::uint64_t max_window_bytes) {
  return std::make_unique<ZstdCodec>(max_window_bytes);
}

}  // namespace newsidx::source
