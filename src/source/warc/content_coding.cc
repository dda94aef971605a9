#include "source/warc/content_coding.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <string>

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockBytes = 64 << 10;

Failure too_long(std::uint64_t max_bytes) {
  return fail(ErrorCode::limit, "the body unpacks to more than " + std::to_string(max_bytes) +
                                    " bytes (try: a larger --max-record)");
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
    if (!is_ready_) return fail(ErrorCode::limit, "there is not enough memory to unpack it");
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
        out.fault = code == Z_DATA_ERROR ? "the compressed body is damaged"
                                         : "the compressed body is cut off";
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

}  // namespace

Result<HttpBody> decode_content(std::string_view coding, std::string_view bytes,
                                std::uint64_t max_bytes) {
  if (bytes.size() > std::numeric_limits<uInt>::max()) return too_long(max_bytes);
  if (coding == "gzip" || coding == "x-gzip") {
    if (!bytes.starts_with("\x1f\x8b")) return HttpBody{std::string(bytes), {}};
    return Inflater(15 + 16).inflate_all(bytes, max_bytes);
  }
  if (coding == "deflate") return undo_deflate(bytes, max_bytes);
  return fail(ErrorCode::unsupported,
              "its Content-Encoding is not read: " + std::string(coding.substr(0, 40)));
}

}  // namespace newsidx::source
