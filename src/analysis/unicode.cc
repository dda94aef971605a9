#include "analysis/unicode.h"

#include <unicode/uchar.h>

#include <cstring>

#include "base/utf8.h"

namespace newsidx::analysis {

CharKind kind_of(char32_t code_point) noexcept {
  const auto mask = U_MASK(u_charType(static_cast<UChar32>(code_point)));
  if ((mask & U_GC_LL_MASK) != 0) return CharKind::lower;
  if ((mask & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0) return CharKind::upper;
  if ((mask & U_GC_L_MASK) != 0) return CharKind::letter;
  if ((mask & U_GC_ND_MASK) != 0) return CharKind::digit;
  if ((mask & U_GC_M_MASK) != 0) return CharKind::mark;
  return CharKind::other;
}

bool is_ascii(std::string_view text) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kHighBits) != 0) return false;
  }
  for (; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
  }
  return true;
}

std::size_t apostrophe_size(std::string_view text, std::size_t at) noexcept {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with('\'')) return 1;
  if (rest.starts_with("\xca\xbc")) return 2;
  if (rest == "\xe2\x80\x99" || rest == "\xe2\x80\x98" || rest == "\xef\xbc\x87") return 3;
  return 0;
}

std::size_t hyphen_size(std::string_view text, std::size_t at) noexcept {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with('-')) return 1;
  if (rest == "\xe2\x80\x90" || rest == "\xe2\x80\x91") return 3;
  return 0;
}

std::string_view cut_to(std::string_view text, std::size_t limit) noexcept {
  return text.size() <= limit ? text : text.substr(0, utf8_floor(text, limit));
}

}  // namespace newsidx::analysis
