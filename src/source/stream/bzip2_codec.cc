// bzip2: a header, blocks of up to 900 kB, and a checksum over them. Parallel tools write a stream
// for each block.

#include <bzlib.h>

#include "source/stream/stream_codec.h"

namespace newsidx::source {
namespace {

class Bzip2Codec final : public StreamCodec {
 public:
  Bzip2Codec() = default;
  ~Bzip2Codec() override { BZ2_bzDecompressEnd(&stream_); }
  Bzip2Codec(const Bzip2Codec&) = delete;
  Bzip2Codec& operator=(const Bzip2Codec&) = delete;

  Status begin() override {
    BZ2_bzDecompressEnd(&stream_);  // refuses, and does nothing, where there is none
    stream_ = {};
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) return out_of_memory();
    return {};
  }

  Result<bool> step(std::string_view& in, std::span<char>& out) override {
    stream_.next_in = const_cast<char*>(in.data());  // only read
    stream_.avail_in = static_cast<unsigned>(in.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<unsigned>(out.size());
    const int code = BZ2_bzDecompress(&stream_);
    in.remove_prefix(in.size() - stream_.avail_in);
    out = out.last(stream_.avail_out);
    switch (code) {
      case BZ_OK: return false;
      case BZ_STREAM_END: return true;
      case BZ_MEM_ERROR: return out_of_memory();
      case BZ_DATA_ERROR_MAGIC: return fail(ErrorCode::corruption, "not the start of a stream");
      default: return fail(ErrorCode::corruption, "wrong block or checksum");
    }
  }

 private:
  bz_stream stream_{};
};

}  // namespace

std::unique_ptr<StreamCodec> make_bzip2_codec() { return std::make_unique<Bzip2Codec>(); }

}  // namespace newsidx::source
