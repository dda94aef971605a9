// analysis/unicode.h
//
// The few character properties that the rules of this module ask for, without ICU in a header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newsidx::analysis {

/// General categories, as far as they matter here.
enum class CharKind : std::uint8_t {
  other,
  letter,  ///< without case: Lo, Lm
  upper,   ///< Lu, Lt
  lower,   ///< Ll
  digit,   ///< Nd
  mark,    ///< Mn, Mc, Me
};

[[nodiscard]] CharKind kind_of(char32_t code_point) noexcept;

[[nodiscard]] constexpr bool is_letter(CharKind kind) noexcept {
  return kind == CharKind::letter || kind == CharKind::upper || kind == CharKind::lower;
}
[[nodiscard]] constexpr bool is_letter_or_digit(CharKind kind) noexcept {
  return is_letter(kind) || kind == CharKind::digit;
}

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// Bytes of the apostrophe that starts at `at`: 1 for ', 2 or 3 for the characters that newspapers
/// set in its place (U+2019, U+2018, U+02BC, U+FF07); 0 when there is none.
[[nodiscard]] std::size_t apostrophe_size(std::string_view text, std::size_t at) noexcept;

/// Bytes of the hyphen that starts at `at` (U+002D, U+2010, U+2011); 0 when there is none.
[[nodiscard]] std::size_t hyphen_size(std::string_view text, std::size_t at) noexcept;

/// Cuts to at most `limit` bytes, never inside a code point.
[[nodiscard]] std::string_view cut_to(std::string_view text, std::size_t limit) noexcept;

}  // namespace newsidx::analysis
