// analysis/scripts.h
//
// What the script of a character decides: which languages may have written it, and whether its
// words stand side by side without blanks.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::analysis {

/// Scripts that more than one rule asks for. A language with a stemmer writes one of the first
/// group (Serbian two).
enum class Script : std::uint8_t {
  none,  ///< digits, signs
  latin,
  cyrillic,
  greek,
  arabic,
  hebrew,
  armenian,
  devanagari,
  tamil,
  other,  ///< any other, of which no language has a stemmer
};

[[nodiscard]] Script script_of(char32_t code_point) noexcept;

/// The script of the first letter of `word`; none where it has no letter.
[[nodiscard]] Script script_of_word(std::string_view word) noexcept;

/// True for a character of a script that writes its words without blanks, or that ties particles
/// to them, and that has no dictionary of ICU which can be relied on when a text is indexed: Han,
/// Hiragana, Katakana, Hangul, Bopomofo, Khmer, Burmese. Such text is indexed by its characters
/// ("units", units.h) and pairs of them. Thai and Lao have words by dictionary.
[[nodiscard]] bool is_unit_letter(char32_t code_point) noexcept;

/// True for a character of a script without blanks between words, and for what is written with it:
/// Chinese, Japanese, Thai, Lao, Khmer, Burmese, wide signs.
[[nodiscard]] bool is_written_without_blanks(char32_t code_point) noexcept;

/// True for a Katakana letter or its sign of a long vowel.
[[nodiscard]] bool is_katakana(char32_t code_point) noexcept;

/// True for a Hangul syllable or one of its letters.
[[nodiscard]] bool is_hangul(char32_t code_point) noexcept;
[[nodiscard]] bool is_han(char32_t code_point) noexcept;

[[nodiscard]] bool is_thai(char32_t code_point) noexcept;
[[nodiscard]] bool is_lao(char32_t code_point) noexcept;

}  // namespace newsidx::analysis
