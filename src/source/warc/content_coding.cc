#include "source/warc/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <span>
#include <string>

#include "base/status_macros.h"
#include "source/stream/stream_codec.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockBytes = 64 << 10;
constexpr std::uint64_t kZstdWindowBytes = 8 << 20;  // RFC 9659: of HTTP no more
constexpr const char* kDamaged = "the compressed body is damaged";
constexpr const char* kCutOff = "the compressed body is cut off";

// A page packs 3 to 20 times smaller.
constexpr std::uint64_t kMaxRatio = 500;
constexpr std::uint64_t kRatioFreeBytes = 1 << 20;

Failure too_long(std::uint64_t max_bytes) {
  return fail(ErrorCode::limit,
              "the body unpacks to more than " + std::to_string(max_bytes) + " bytes",
              Hint("a larger ", HintName::max_record_bytes));
}

class Inflater {
 public:
  explicit Inflater(int window_bits) : is_ready_(inflateInit2(&stream_, window_bits) == Z_OK) {}
  ~Inflater() {
    if (is_ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends all that comes of the bytes; one stream after the other.
  Result<HttpBody> inflate_all(std::string_view bytes, std::uint64_t max_bytes) {
    HttpBody out;
    if (!is_ready_) return out_of_memory();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    while (true) {
      const std::size_t before = out.bytes.size();
      out.bytes.resize(before + kBlockBytes);
      stream_.next_out = reinterpret_cast<Bytef*>(out.bytes.data() + before);
      stream_.avail_out = kBlockBytes;
      const int code = inflate(&stream_, Z_NO_FLUSH);
      out.bytes.resize(before + kBlockBytes - stream_.avail_out);
      if (out.bytes.size() > max_bytes) return too_long(max_bytes);
      if (code == Z_STREAM_END) {
        if (!next_stream()) return out;
      } else if (code != Z_OK || (stream_.avail_in == 0 && stream_.avail_out > 0)) {
        out.fault = code == Z_DATA_ERROR ? kDamaged : kCutOff;
        return out;
      }
    }
  }

 private:
  // Only gzip has several; what else follows a stream is padding.
  bool next_stream() {
    return stream_.avail_in > 2 && stream_.next_in[0] == 0x1f && stream_.next_in[1] == 0x8b &&
           inflateReset(&stream_) == Z_OK;
  }

  z_stream stream_{};
  bool is_ready_;
};

// "deflate" is zlib's format by the book, and bare deflate where a server did not read it.
Result<HttpBody> undo_deflate(std::string_view bytes, std::uint64_t max_bytes) {
  for (const int window_bits : {15, -15}) {
    Result<HttpBody> body = Inflater(window_bits).inflate_all(bytes, max_bytes);
    if (!body || !body->bytes.empty()) return body;
  }
  return HttpBody{std::string(bytes), {}};
}

// Brotli has no magic: what is none of it fails early, or ends before its end.
Result<HttpBody> undo_brotli(std::string_view bytes, std::uint64_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (state == nullptr) return out_of_memory();
  HttpBody out;
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  while (true) {
    const std::size_t before = out.bytes.size();
    out.bytes.resize(before + kBlockBytes);
    auto* to = reinterpret_cast<std::uint8_t*>(out.bytes.data() + before);
    std::size_t room = kBlockBytes;
    const auto code = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &to, nullptr);
    out.bytes.resize(before + kBlockBytes - room);
    if (out.bytes.size() > max_bytes) return too_long(max_bytes);
    if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    if (code == BROTLI_DECODER_RESULT_SUCCESS && left == 0) return out;
    const bool is_page = code == BROTLI_DECODER_RESULT_ERROR && bytes.starts_with('<');
    if (out.bytes.empty() || is_page || code == BROTLI_DECODER_RESULT_SUCCESS)
      return HttpBody{std::string(bytes), {}};
    out.fault = code == BROTLI_DECODER_RESULT_ERROR ? kDamaged : kCutOff;
    return out;
  }
}

Result<HttpBody> undo_zstd(std::string_view bytes, std::uint64_t max_bytes) {
  if (!bytes.starts_with("\x28\xb5\x2f\xfd")) return HttpBody{std::string(bytes), {}};
  const std::unique_ptr<StreamCodec> codec = make_zstd_codec(kZstdWindowBytes);
  HttpBody out;
  while (!bytes.empty()) {
    NEWSIDX_RETURN_IF_ERROR(codec->begin());
    for (bool is_complete = false; !is_complete;) {
      const std::size_t before = out.bytes.size();
      out.bytes.resize(before + StreamCodec::kMinOutputBytes);
      std::span<char> room(out.bytes.data() + before, StreamCodec::kMinOutputBytes);
      const Result<bool> step = codec->step(bytes, room);
      const bool is_full = room.empty();
      out.bytes.resize(out.bytes.size() - room.size());
      if (out.bytes.size() > max_bytes) return too_long(max_bytes);
      if (!step && step.error().code != ErrorCode::corruption) return fail(step.error());
      if (!step || (!*step && bytes.empty() && !is_full)) {
        out.fault = step ? kCutOff : kDamaged;
        return out;
      }
      is_complete = *step;
    }
  }
  return out;
}

}  // namespace

Result<HttpBody> decode_content(std::string_view coding, std::string_view bytes,
                                std::uint64_t max_bytes) {
  const std::uint64_t likely_bytes = std::max(kRatioFreeBytes, kMaxRatio * bytes.size());
  if (likely_bytes < max_bytes) {
    auto body = decode_content(coding, bytes, likely_bytes);
    if (body || body.error().code != ErrorCode::limit) return body;
    return fail(ErrorCode::limit,
                "the body unpacks to more than " + std::to_string(kMaxRatio) + " times its size");
  }
  if (bytes.size() > std::numeric_limits<uInt>::max()) return too_long(max_bytes);
  if (coding == "gzip" || coding == "x-gzip") {
    if (!bytes.starts_with("\x1f\x8b")) return HttpBody{std::string(bytes), {}};
    return Inflater(15 + 16).inflate_all(bytes, max_bytes);
  }
  if (coding == "deflate") return undo_deflate(bytes, max_bytes);
  if (coding == "br") return undo_brotli(bytes, max_bytes);
  if (coding == "zstd") return undo_zstd(bytes, max_bytes);
  return fail(ErrorCode::unsupported,
              "its Content-Encoding is not read: " + std::string(coding.substr(0, 40)));
}

}  // namespace newsidx::source
