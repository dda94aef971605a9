// gzip (RFC 1952): a header, a deflate stream and a checksum.

#include <zlib.h>

#include "source/stream/stream_codec.h"

namespace newsidx::source {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // the largest window; + 16 asks for a gzip header

class GzipCodec final : public StreamCodec {
 public:
  GzipCodec() = default;
  ~GzipCodec() override { inflateEnd(&stream_); }
  GzipCodec(const GzipCodec&) = delete;
  GzipCodec& operator=(const GzipCodec&) = delete;

  Status begin() override {
    const bool is_new = stream_.state == nullptr;
    const int code = is_new ? inflateInit2(&stream_, kGzipWindowBits) : inflateReset(&stream_);
    if (code != Z_OK) return out_of_memory();
    return {};
  }

  Result<bool> step(std::string_view& in, std::span<char>& out) override {
    // zlib's input is not const for historical reasons; it is only read.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(in.size() - stream_.avail_in);
    out = out.last(stream_.avail_out);
    if (code == Z_MEM_ERROR) return out_of_memory();
    if (code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR) return code == Z_STREAM_END;
    return fail(ErrorCode::corruption, stream_.msg == nullptr ? "" : stream_.msg);
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::unique_ptr<StreamCodec> make_gzip_codec() { return std::make_unique<GzipCodec>(); }

}  // namespace newsidx::source
