#include "analysis/display_width.h"

#include <unicode/uchar.h>

namespace newsidx::analysis {

std::uint8_t columns_of(char32_t code_point) noexcept {
  if (code_point >= 0x20 && code_point < 0x7f) return 1;
  const auto c = static_cast<UChar32>(code_point);
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK: return 0;
    case U_FORMAT_CHAR:  // but for signs around Arabic numbers, which are seen
      return u_hasBinaryProperty(c, UCHAR_PREPENDED_CONCATENATION_MARK) ? 1 : 0;
    default: break;
  }
  // What joins the character before: vowels and ends of Korean syllables, colours of skin.
  const int syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
  if (u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace newsidx::analysis
