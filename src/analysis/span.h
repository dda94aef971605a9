// analysis/span.h: bytes [begin, end) of the text that is being analysed.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::analysis {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;

  /// The bytes of `text` that it covers.
  [[nodiscard]] std::string_view of(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
};

}  // namespace newsidx::analysis
