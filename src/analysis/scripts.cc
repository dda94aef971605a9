#include "analysis/scripts.h"

#include <unicode/uscript.h>

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

UScriptCode icu_script_of(char32_t code_point) noexcept {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(code_point), &error);
}

// The sign of a long vowel is of no script, for Hiragana has it, too.
bool is_long_vowel(char32_t point) noexcept { return point == 0x30fc || point == 0xff70; }

}  // namespace

Script script_of(char32_t code_point) noexcept {
  switch (icu_script_of(code_point)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED: return Script::none;
    case USCRIPT_LATIN: return Script::latin;
    case USCRIPT_CYRILLIC: return Script::cyrillic;
    case USCRIPT_GREEK: return Script::greek;
    case USCRIPT_ARABIC: return Script::arabic;
    case USCRIPT_HEBREW: return Script::hebrew;
    case USCRIPT_ARMENIAN: return Script::armenian;
    case USCRIPT_DEVANAGARI: return Script::devanagari;
    case USCRIPT_TAMIL: return Script::tamil;
    default: return Script::other;
  }
}

Script script_of_word(std::string_view word) noexcept {
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode_utf8(word, at);
    at += point.size;
    if (!is_letter(kind_of(point.value))) continue;
    if (const Script script = script_of(point.value); script != Script::none) return script;
  }
  return Script::none;
}

bool is_unit_letter(char32_t code_point) noexcept {
  constexpr char32_t kFirst = 0x1000;  // Burmese, the first of them
  if (code_point < kFirst) return false;
  if (is_long_vowel(code_point)) return true;
  switch (icu_script_of(code_point)) {
    case USCRIPT_HAN: return code_point == U'〇' || is_letter(kind_of(code_point));
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return is_letter(kind_of(code_point));
    default: return false;
  }
}

bool is_written_without_blanks(char32_t c) noexcept {
  return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
         (c >= 0x1780 && c <= 0x17ff) || (c >= 0x2e80 && c <= 0x9fff) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xff9f) ||
         (c >= 0x20000 && c <= 0x3fffd);
}

bool is_katakana(char32_t code_point) noexcept {
  return is_long_vowel(code_point) ||
         (icu_script_of(code_point) == USCRIPT_KATAKANA && is_letter(kind_of(code_point)));
}

bool is_han(char32_t code_point) noexcept { return icu_script_of(code_point) == USCRIPT_HAN; }

bool is_thai(char32_t code_point) noexcept { return icu_script_of(code_point) == USCRIPT_THAI; }

bool is_lao(char32_t code_point) noexcept { return icu_script_of(code_point) == USCRIPT_LAO; }

bool is_hangul(char32_t code_point) noexcept { return icu_script_of(code_point) == USCRIPT_HANGUL; }

}  // namespace newsidx::analysis
