// zstd (RFC 8878): a frame of blocks of up to 128 KiB, each behind a header of three bytes.
//
// A call of libzstd that comes upon a fault does not tell what it has put out before. So each call
// gets no more than the rest of one block, or of one header: then what a call puts out is from one
// block alone, which is sound.

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>

#include "source/stream_codec.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockHeaderBytes = 3;
constexpr int kMaxWindowLog = 27;
static_assert(std::size_t{1} << kMaxWindowLog == kMaxWindowBytes);
static_assert(StreamCodec::kMinOutputBytes >= ZSTD_BLOCKSIZE_MAX);  // so that nothing is owed

struct ContextDeleter {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

class ZstdCodec final : public StreamCodec {
 public:
  Status begin() override {
    if (context_ == nullptr) {
      context_.reset(ZSTD_createDCtx());
      if (context_ == nullptr) return out_of_memory();
      ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
    }
    wanted_bytes_ = ZSTD_initDStream(context_.get());
    return {};
  }

  Result<bool> step(std::string_view& in, std::span<char>& out) override {
    // What libzstd wants is the rest of this block and the header of the next.
    const std::size_t step_bytes =
        wanted_bytes_ > kBlockHeaderBytes ? wanted_bytes_ - kBlockHeaderBytes : wanted_bytes_;
    ZSTD_inBuffer input{in.data(), std::min(in.size(), step_bytes), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    wanted_bytes_ = ZSTD_decompressStream(context_.get(), &output, &input);
    in.remove_prefix(input.pos);
    out = out.subspan(output.pos);
    if (ZSTD_isError(wanted_bytes_) == 0) return wanted_bytes_ == 0;
    switch (ZSTD_getErrorCode(wanted_bytes_)) {
      case ZSTD_error_frameParameter_windowTooLarge: return window_too_large("zstd -dc --long=31");
      case ZSTD_error_memory_allocation: return out_of_memory();
      default: return fail(ErrorCode::corruption, ZSTD_getErrorName(wanted_bytes_));
    }
  }

 private:
  std::unique_ptr<ZSTD_DCtx, ContextDeleter> context_;
  std::size_t wanted_bytes_ = 0;
};

}  // namespace

std::unique_ptr<StreamCodec> make_zstd_codec() { return std::make_unique<ZstdCodec>(); }

}  // namespace newsidx::source
