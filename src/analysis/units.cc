#include "analysis/units.h"

#include "analysis/scripts.h"
#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

constexpr char32_t kBurmeseVirama = 0x1039;  // stacks the next consonant below
constexpr char32_t kBurmeseAsat = 0x103a;    // ends a syllable with the consonant before it
constexpr char32_t kKhmerCoeng = 0x17d2;     // stacks the next consonant below

bool stacks(char32_t point) noexcept { return point == kBurmeseVirama || point == kKhmerCoeng; }

// Vowels and final consonants of a syllable of Hangul that is written letter by letter.
bool is_later_jamo(char32_t point) noexcept { return point >= 0x1160 && point <= 0x11ff; }

// The voicing signs of half-width Katakana, which count as letters.
bool is_half_width_mark(char32_t point) noexcept { return point == 0xff9e || point == 0xff9f; }

bool is_burmese(char32_t point) noexcept { return point >= 0x1000 && point <= 0x109f; }

// Is the Burmese consonant at `at` one that ends the syllable before it?
bool is_final_consonant(std::string_view text, std::size_t at) noexcept {
  const CodePoint consonant = decode_utf8(text, at);
  if (!is_burmese(consonant.value)) return false;
  const std::size_t next = at + consonant.size;
  if (next >= text.size()) return false;
  const char32_t sign = decode_utf8(text, next).value;
  return sign == kBurmeseAsat || sign == kBurmeseVirama;
}

bool is_joiner(char32_t point) noexcept { return point == 0x200c || point == 0x200d; }

}  // namespace

std::size_t unit_end(std::string_view text, std::size_t at) noexcept {
  char32_t last = 0;
  for (bool first = true; at < text.size(); first = false) {
    const CodePoint point = decode_utf8(text, at);
    const bool goes_on =
        first || kind_of(point.value) == CharKind::mark || is_joiner(point.value) ||
        is_later_jamo(point.value) || is_half_width_mark(point.value) ||
        (is_unit_letter(point.value) && (stacks(last) || is_final_consonant(text, at)));
    if (!goes_on) break;
    last = point.value;
    at += point.size;
  }
  return at;
}

}  // namespace newsidx::analysis
