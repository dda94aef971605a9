// source/charset/iconv_decoder.h
//
// The system's iconv, from any encoding to UTF-8.
//
// Threads: one decoder, one thread.   Cost: linear.
#pragma once

#include <iconv.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx::source {

class IconvDecoder {
 public:
  /// @param from  a name of iconv's
  explicit IconvDecoder(const std::string& from);
  IconvDecoder(const IconvDecoder&) = delete;
  IconvDecoder& operator=(const IconvDecoder&) = delete;
  ~IconvDecoder();

  [[nodiscard]] bool is_known() const;

  /// Appends the text to `out`; what makes no sense becomes U+FFFD, a byte or unit each, and one
  /// for a character that is cut off at the end.
  /// @param is_end  false: a character that is cut off at the end is left for later
  /// @return bytes used
  std::size_t decode(std::string_view text, bool is_end, std::string& out);
  [[nodiscard]] std::size_t replaced_count() const { return replaced_count_; }

 private:
  iconv_t handle_;
  std::size_t unit_bytes_ = 1;
  std::size_t replaced_count_ = 0;
};

}  // namespace newsidx::source
