// xz: a header, blocks of LZMA2, an index of them and a footer; a checksum for each block.

#include <lzma.h>

#include <algorithm>
#include <cstdint>

#include "source/stream/stream_codec.h"

namespace newsidx::source {
namespace {

constexpr std::uint64_t kTablesBytes = 1 << 20;  // what liblzma needs beside the dictionary

const char* describe(lzma_ret code) {
  switch (code) {
    case LZMA_FORMAT_ERROR: return "not the start of a stream";
    case LZMA_OPTIONS_ERROR: return "options that liblzma does not know";
    default: return "wrong block, index or checksum";
  }
}

class XzCodec final : public StreamCodec {
 public:
  explicit XzCodec(std::uint64_t max_window_bytes) : max_window_bytes_(max_window_bytes) {}
  ~XzCodec() override { lzma_end(&stream_); }
  XzCodec(const XzCodec&) = delete;
  XzCodec& operator=(const XzCodec&) = delete;

  Status begin() override {  // memory is used again
    if (lzma_stream_decoder(&stream_, max_window_bytes_ + kTablesBytes, 0) != LZMA_OK) {
      return out_of_memory();
    }
    return {};
  }

  Result<bool> step(std::string_view& in, std::span<char>& out) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    const lzma_ret code = lzma_code(&stream_, LZMA_RUN);
    in.remove_prefix(in.size() - stream_.avail_in);
    out = out.last(stream_.avail_out);
    switch (code) {
      case LZMA_OK:
      case LZMA_BUF_ERROR: return false;  // no input and nothing owed
      case LZMA_STREAM_END: return true;
      case LZMA_MEM_ERROR: return out_of_memory();
      case LZMA_MEMLIMIT_ERROR: return window_too_large(window_bytes(), "xz -dc");
      default: return fail(ErrorCode::corruption, describe(code));
    }
  }

  std::size_t window_bytes() const override {
    const std::uint64_t bytes = lzma_memusage(&stream_);
    return bytes - std::min(bytes, kTablesBytes);
  }

 private:
  const std::uint64_t max_window_bytes_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

}  // namespace

std::unique_ptr<StreamCodec> make_xz_codec(std::uint64_t max_window_bytes) {
  return std::make_unique<XzCodec>(max_window_bytes);
}

}  // namespace newsidx::source
