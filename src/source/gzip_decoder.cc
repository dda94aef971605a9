// gzip (RFC 1952): one or more members, each a header, a deflate stream and a checksum; padding of
// zero bytes may follow.

#include <zlib.h>

#include <array>
#include <optional>
#include <string>

#include "base/try.h"
#include "source/decoder.h"

namespace newsidx::source {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // the largest window; + 16 asks for a gzip header

class GzipDecoder final : public Decoder {
 public:
  explicit GzipDecoder(RawFile& file) : file_(file) {}
  ~GzipDecoder() override { inflateEnd(&stream_); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  [[nodiscard]] bool start() { return inflateInit2(&stream_, kGzipWindowBits) == Z_OK; }

  Result<std::string_view> next_block() override {
    stream_.next_out = reinterpret_cast<Bytef*>(block_.data());
    stream_.avail_out = static_cast<uInt>(block_.size());
    while (stream_.avail_out > 0 && !fault_) {
      if (stream_.avail_in == 0) {
        NEWSIDX_ASSIGN_OR_RETURN(const std::string_view input, file_.next_block());
        if (input.empty()) {
          if (in_member_) fault_ = "the gzip data is cut off";
          break;
        }
        // zlib's input is not const for historical reasons; it is only read.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
        stream_.avail_in = static_cast<uInt>(input.size());
      }
      inflate_some();
    }
    const std::size_t size = block_.size() - stream_.avail_out;
    if (size == 0 && fault_) return fail(ErrorCode::corruption, *fault_);
    return std::string_view(block_.data(), size);
  }

 private:
  void inflate_some() {
    if (!in_member_) {
      skip_padding();
      if (stream_.avail_in == 0) return;
      in_member_ = true;
    }
    const int code = inflate(&stream_, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
      in_member_ = false;
      inflateReset(&stream_);
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      fault_ = "the gzip data is damaged";
      if (stream_.msg != nullptr) *fault_ += std::string(": ") + stream_.msg;
    }
  }

  void skip_padding() {
    while (stream_.avail_in > 0 && *stream_.next_in == 0) {
      ++stream_.next_in;
      --stream_.avail_in;
    }
  }

  RawFile& file_;
  z_stream stream_{};
  bool in_member_ = false;
  std::optional<std::string> fault_;  // told once all bytes in front of it were given out
  std::array<char, 64 << 10> block_;
};

}  // namespace

Result<std::unique_ptr<Decoder>> make_gzip_decoder(RawFile& file) {
  auto decoder = std::make_unique<GzipDecoder>(file);
  if (!decoder->start()) return fail(ErrorCode::internal, "zlib could not be started");
  return std::unique_ptr<Decoder>(std::move(decoder));
}

}  // namespace newsidx::source
