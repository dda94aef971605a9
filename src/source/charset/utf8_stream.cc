#include "source/charset/utf8_stream.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "source/charset/iconv_decoder.h"
#include "source/charset/text_encoding.h"
#include "source/xml/xml_encoding.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kChunkBytes = 64 << 10;

std::string wide_name_of(std::string_view head) {
  const std::string_view wide = wide_encoding_of(head);
  if (wide.empty()) {
    const std::string declared = iconv_name_of(encoding_of_declaration(head));
    return declared.starts_with("ISO-2022") || declared == "HZ" ? declared : "";
  }
  const bool is_big = head[0] == '\0' || head.starts_with("\xfe\xff");
  return std::string(wide) + (is_big ? "BE" : "LE");
}

// Of a byte order mark of UTF-16 or UTF-32.
std::size_t mark_size(std::string_view head) {
  using namespace std::string_view_literals;
  for (const std::string_view mark :
       {"\xff\xfe\0\0"sv, "\0\0\xfe\xff"sv, "\xff\xfe"sv, "\xfe\xff"sv}) {
    if (head.starts_with(mark)) return mark.size();
  }
  return 0;
}

}  // namespace

struct Utf8Stream::Converter {
  explicit Converter(const std::string& name) : decoder(name) {}
  IconvDecoder decoder;
  std::vector<char> chunk = std::vector<char>(kChunkBytes);
};

Utf8Stream::Utf8Stream(ByteStream& stream, std::string charset)
    : stream_(&stream), charset_(std::move(charset)) {}
Utf8Stream::~Utf8Stream() = default;

// Reads at least what tells the encoding.
Status Utf8Stream::start() {
  has_started_ = true;
  constexpr std::size_t kHeadBytes = 128;
  raw_.resize(kChunkBytes);
  std::size_t size = 0;
  while (size < kHeadBytes) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count,
                             stream_->read(raw_.data() + size, raw_.size() - size));
    if (count == 0) break;
    size += count;
  }
  raw_.resize(size);
  const std::string name = charset_.empty() ? wide_name_of(raw_) : charset_;
  if (!name.empty()) converter_ = std::make_unique<Converter>(name);
  if (converter_ && !converter_->decoder.is_known()) converter_ = nullptr;
  if (!converter_) {
    out_.swap(raw_);
  } else {
    raw_.erase(0, mark_size(raw_));
  }
  return {};
}

// Converts the next chunk. False at the end.
Result<bool> Utf8Stream::refill() {
  out_.clear();
  out_at_ = 0;
  bool is_end = false;
  while (out_.empty() && !is_end) {
    if (raw_.size() < 64) {  // more than a character that was cut
      NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count,
                               stream_->read(converter_->chunk.data(), kChunkBytes));
      raw_.append(converter_->chunk.data(), count);
      is_end = count == 0;
    }
    raw_.erase(0, converter_->decoder.decode(raw_, is_end, out_));
  }
  return !out_.empty();
}

Result<std::size_t> Utf8Stream::read(char* out, std::size_t capacity) {
  if (!has_started_) NEWSIDX_RETURN_IF_ERROR(start());
  if (out_at_ == out_.size()) {
    if (!converter_) {
      if (!out_.empty()) std::string().swap(out_);
      out_at_ = 0;
      return stream_->read(out, capacity);
    }
    NEWSIDX_ASSIGN_OR_RETURN(const bool more, refill());
    if (!more) return std::size_t{0};
  }
  const std::size_t count = std::min(capacity, out_.size() - out_at_);
  std::memcpy(out, out_.data() + out_at_, count);
  out_at_ += count;
  return count;
}

}  // namespace newsidx::source
