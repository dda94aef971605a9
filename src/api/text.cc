#include <newsidx/text.h>

#include "analysis/display_width.h"
#include "base/utf8.h"

namespace newsidx {

DisplayChar display_char(std::string_view text, std::size_t at) noexcept {
  const CodePoint next = decode_utf8(text, at);
  return {next.value, next.size, analysis::columns_of(next.value)};
}

std::size_t display_width(std::string_view text) noexcept {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const DisplayChar next = display_char(text, at);
    columns += next.columns;
    at += next.bytes;
  }
  return columns;
}

}  // namespace newsidx
