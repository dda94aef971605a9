#include "analysis/line_case.h"

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {

bool is_all_capitals_line(std::string_view line) noexcept {
  for (const char byte : line) {  // nearly every line ends here, after a letter or two
    if (byte >= 'a' && byte <= 'z') return false;
  }
  unsigned words = 0;
  unsigned run = 0;  // letters side by side
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = decode_utf8(line, at);
    at += point.size;
    const CharKind kind = kind_of(point.value);
    if (kind == CharKind::lower || kind == CharKind::letter) return false;
    if (kind == CharKind::upper) {
      if (++run == 2) ++words;
    } else if (kind != CharKind::mark) {
      run = 0;
    }
  }
  return words >= 2;
}

}  // namespace newsidx::analysis
