// lz4: a frame of blocks of up to 4 MiB, each behind a header of four bytes. A block reaches back
// 64 KiB at most, so that no header can ask for much memory.
//
// As with zstd, a call that comes upon a fault does not tell what it has put out before: each call
// gets no more than the rest of one block, or of one header, and none while bytes may be owed.

#include <lz4frame.h>

#include <algorithm>
#include <string>

#include "source/stream/stream_codec.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockHeaderBytes = 4;
constexpr std::size_t kMinFrameHeaderBytes = 7;

struct ContextDeleter {
  void operator()(LZ4F_dctx* context) const { LZ4F_freeDecompressionContext(context); }
};

class Lz4Codec final : public StreamCodec {
 public:
  Status begin() override {
    if (context_ == nullptr) {
      LZ4F_dctx* context = nullptr;
      if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)) != 0) {
        return out_of_memory();
      }
      context_.reset(context);
    }
    LZ4F_resetDecompressionContext(context_.get());
    wanted_bytes_ = kMinFrameHeaderBytes;
    may_owe_bytes_ = false;
    return {};
  }

  Result<bool> step(std::string_view& in, std::span<char>& out) override {
    // What liblz4 wants is the rest of this block and the header of the next.
    const std::size_t step_bytes =
        wanted_bytes_ > kBlockHeaderBytes ? wanted_bytes_ - kBlockHeaderBytes : wanted_bytes_;
    std::size_t in_bytes = may_owe_bytes_ ? 0 : std::min(in.size(), step_bytes);
    std::size_t out_bytes = out.size();
    wanted_bytes_ =
        LZ4F_decompress(context_.get(), out.data(), &out_bytes, in.data(), &in_bytes, nullptr);
    if (LZ4F_isError(wanted_bytes_) != 0) {
      std::string_view name = LZ4F_getErrorName(wanted_bytes_);
      if (name.starts_with("ERROR_")) name.remove_prefix(6);
      if (name == "allocation_failed") return out_of_memory();
      return fail(ErrorCode::corruption, std::string(name));
    }
    in.remove_prefix(in_bytes);
    out = out.subspan(out_bytes);
    may_owe_bytes_ = out.empty();
    return wanted_bytes_ == 0;
  }

 private:
  std::unique_ptr<LZ4F_dctx, ContextDeleter> context_;
  std::size_t wanted_bytes_ = 0;
  bool may_owe_bytes_ = false;
};

}  // namespace

std::unique_ptr<StreamCodec> make_lz4_codec() { return std::make_unique<Lz4Codec>(); }

}  // namespace newsidx::source
