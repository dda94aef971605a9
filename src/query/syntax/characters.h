// query/syntax/characters.h: what single characters of a query are.
#pragma once

namespace newsidx::query {

[[nodiscard]] constexpr bool is_small(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_small(c) || is_capital(c); }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A letter beyond ASCII of a script that is written with blanks, roughly: Latin to Thai, not the
/// signs of typography, not Chinese.
[[nodiscard]] constexpr bool is_of_alphabet(char32_t c) { return c >= 0xc0 && c < 0x2000; }

/// Dashes that are set in place of "-": hyphens, en and em dash, minus, their full-width forms.
[[nodiscard]] constexpr bool is_typographic_dash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63 || c == 0xff0d;
}

/// Control characters count as blanks: they come along when text is pasted.
[[nodiscard]] constexpr bool is_blank(char32_t c) {
  return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

}  // namespace newsidx::query
