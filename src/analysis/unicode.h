// analysis/unicode.h
//
// The few character properties that the rules of this module ask for, without ICU in a header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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

/// That of a character beyond ASCII.
[[nodiscard]] CharKind kind_beyond_ascii(char32_t code_point) noexcept;

[[nodiscard]] inline CharKind kind_of(char32_t code_point) noexcept {
  if (code_point >= 0x80) return kind_beyond_ascii(code_point);
  if (code_point >= U'a' && code_point <= U'z') return CharKind::lower;
  if (code_point >= U'A' && code_point <= U'Z') return CharKind::upper;
  return code_point >= U'0' && code_point <= U'9' ? CharKind::digit : CharKind::other;
}

[[nodiscard]] constexpr bool is_letter(CharKind kind) noexcept {
  return kind == CharKind::letter || kind == CharKind::upper || kind == CharKind::lower;
}
[[nodiscard]] constexpr bool is_letter_or_digit(CharKind kind) noexcept {
  return is_letter(kind) || kind == CharKind::digit;
}

/// The small letter of a capital beyond ASCII, one for one (simple case folding).
[[nodiscard]] char32_t lower_case(char32_t code_point) noexcept;

/// A blank that ends words, in any script (a no-break space does): White_Space of Unicode.
[[nodiscard]] bool is_blank(char32_t code_point) noexcept;

/// Letters of a text, by case: capitals, and small ones with those of scripts without case.
struct LetterCount {
  std::size_t capitals = 0;
  std::size_t others = 0;
};
[[nodiscard]] LetterCount count_letters(std::string_view text) noexcept;

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// A digit below or above the line ("CO₂", "m²").
struct RaisedDigit {
  char32_t value = U'0';
  bool is_below = false;
};
[[nodiscard]] std::optional<RaisedDigit> raised_digit(char32_t code_point) noexcept;

/// Bytes of the apostrophe that starts at `at`: 1 for ' and `, 2 or 3 for the characters that
/// newspapers set in its place (U+2019, U+2018, U+02BC, U+00B4, U+FF07); 0 when there is none.
[[nodiscard]] std::size_t apostrophe_size(std::string_view text, std::size_t at) noexcept;

/// Bytes of the hyphen that starts at `at` (U+002D, U+2010, U+2011); 0 when there is none.
[[nodiscard]] std::size_t hyphen_size(std::string_view text, std::size_t at) noexcept;

/// Bytes of the line's end that cuts a word or compound in two, where `at` is its hyphen: hyphen
/// (or soft hyphen), newline, with a letter before and a small letter behind ("north-⏎ern"); else
/// 0.
[[nodiscard]] std::size_t line_end_hyphen_size(std::string_view text, std::size_t at) noexcept;

/// Bytes of the blank that starts at `at` and parts groups of digits ("10 000"): no-break ones, and
/// an ordinary one where `plain_too`; else 0.
[[nodiscard]] std::size_t group_blank_size(std::string_view text, std::size_t at,
                                           bool plain_too) noexcept;

/// Cuts to at most `limit` bytes, never inside a code point.
[[nodiscard]] std::string_view cut_to(std::string_view text, std::size_t limit) noexcept;

}  // namespace newsidx::analysis
