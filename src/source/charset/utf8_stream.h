// source/charset/utf8_stream.h
//
// A stream of UTF-16, UTF-32, ISO-2022 or an encoding that is known as one of UTF-8; others pass as
// they are. In these a "<" is no byte of its own, so that they could not be cut.
//
// Threads: one stream, one thread.   Memory: a chunk.
#pragma once

#include <memory>
#include <string>

#include "source/stream/byte_stream.h"

namespace newsidx::source {

class Utf8Stream : public ByteStream {
 public:
  /// @param stream  outlives this one
  /// @param charset  iconv's name of another encoding that it is known to be in, or ""
  explicit Utf8Stream(ByteStream& stream, std::string charset = {});
  ~Utf8Stream() override;

  /// @errors those of the stream
  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t capacity) override;
  /// Known after the first read().
  [[nodiscard]] bool is_converting() const { return converter_ != nullptr; }

 private:
  struct Converter;
  Status start();
  Result<bool> refill();

  ByteStream* stream_;
  std::string charset_;
  std::unique_ptr<Converter> converter_;
  bool has_started_ = false;
  std::string raw_;  // not yet converted
  std::string out_;  // not yet read, from out_at_ on
  std::size_t out_at_ = 0;
};

}  // namespace newsidx::source
