#include "source/dates/date_letters.h"

#include <array>

#include "base/utf8.h"

namespace newsidx::source {
namespace {

constexpr char32_t kLeftOut = 0;

// First digits of the decimal systems that dates are written in.
constexpr std::array<char32_t, 9> kZeros = {0x0660, 0x06f0, 0x0966, 0x09e6, 0x0be6,
                                            0x0c66, 0x0e50, 0x1040, 0xff10};

// U+00C0..U+00FF in small letters without accents.
constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty";
static_assert(kLatin.size() == 64);

char32_t fold_latin(char32_t point) {
  const auto letter = static_cast<char32_t>(kLatin[point - 0xc0]);
  return letter == '*' ? point : letter;
}

// U+0100..U+017F likewise.
constexpr std::string_view kExtendedLatin =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkk*llllll*"
    "*llnnnnnn***oooooo**rrrrrrsssssssstttt**uuuuuuuuuuuuwwyyyzzzzzz*";
static_assert(kExtendedLatin.size() == 128);

char32_t fold_extended_latin(char32_t point) {
  const auto letter = static_cast<char32_t>(kExtendedLatin[point - 0x100]);
  return letter == '*' ? point : letter;
}

char32_t fold_greek(char32_t point) {
  if (point >= 0x0391 && point <= 0x03a9) return point + 0x20;
  switch (point) {
    case 0x0386:
    case 0x03ac: return 0x03b1;
    case 0x0388:
    case 0x03ad: return 0x03b5;
    case 0x0389:
    case 0x03ae: return 0x03b7;
    case 0x038a:
    case 0x0390:
    case 0x03af:
    case 0x03ca: return 0x03b9;
    case 0x038c:
    case 0x03cc: return 0x03bf;
    case 0x038e:
    case 0x03cd: return 0x03c5;
    case 0x038f:
    case 0x03ce: return 0x03c9;
    default: return point;
  }
}

char32_t fold_cyrillic(char32_t point) {
  if (point >= 0x0410 && point <= 0x042f) return point + 0x20;
  if (point >= 0x0400 && point <= 0x040f) point += 0x50;
  return point == 0x0451 ? 0x0435 : point;  // yo
}

char32_t fold_arabic(char32_t point) {
  switch (point) {
    case 0x0622:
    case 0x0623:
    case 0x0625: return 0x0627;  // alef with a sign
    case 0x0649:
    case 0x06cc: return 0x064a;  // yeh without dots, and that of Persian
    case 0x06a9: return 0x0643;  // kaf of Persian
    case 0x0640:
    case 0x061c: return kLeftOut;
    case 0x060c: return ',';
    default: break;
  }
  return point >= 0x064b && point <= 0x0652 ? kLeftOut : point;
}

char32_t fold_sign(char32_t point) {
  if (point >= 0xff01 && point <= 0xff5e) return point - 0xff01 + '!';
  if (point >= 0x2010 && point <= 0x2015) return '-';
  if ((point >= 0x2000 && point <= 0x200a) || point == 0x202f || point == 0x3000) return ' ';
  if ((point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e)) return kLeftOut;
  switch (point) {
    case 0x3001: return ',';
    case 0x2044: return '/';
    case 0x2018:
    case 0x2019: return '\'';
    case 0x2212: return '-';
    case 0x2022:
    case 0x30fb: return '|';
    case 0xfeff:
    case 0x2066:
    case 0x2067:
    case 0x2068:
    case 0x2069: return kLeftOut;
    default: return point;
  }
}

char32_t fold_point(char32_t point) {
  if (point >= 0xff21 && point <= 0xff3a) return point - 0xff21 + 'a';  // full-width capitals
  if (point >= 'A' && point <= 'Z') return point + 0x20;
  if (point < 0x80) return point < ' ' ? U' ' : point;
  if (point == 0xa0) return ' ';
  if (point == 0xb7) return '|';
  if (point == 0xba || point == 0xb0) return 'o';
  if (point == 0xaa) return 'a';
  if (point >= 0xc0 && point <= 0xff) return fold_latin(point);
  for (const char32_t zero : kZeros) {
    if (point >= zero && point < zero + 10) return '0' + (point - zero);
  }
  if (point >= 0x100 && point < 0x180) return fold_extended_latin(point);
  if (point == 0x0219 || point == 0x0218) return 's';  // of Romanian, with a comma
  if (point >= 0x0380 && point < 0x0400) return fold_greek(point);
  if (point >= 0x0400 && point < 0x0500) return fold_cyrillic(point);
  if (point >= 0x0600 && point < 0x0700) return fold_arabic(point);
  return point >= 0x2000 ? fold_sign(point) : point;
}

}  // namespace

std::string fold_date(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const char32_t value = fold_point(point.value);
    if (value != kLeftOut) append_utf8(folded, value);
    at += point.size;
  }
  return folded;
}

}  // namespace newsidx::source
