// base/letter_case.h: how the letters of a written word stand, as far as operators ask for it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace newsidx {

/// Told by analysis/letter_case.h, kept with each occurrence of a term (segment/term_forms.h).
enum class LetterCase : std::uint8_t {
  lower,        ///< no capital: "apple", "100"
  capitalized,  ///< the first letter alone, of two at least: "Apple"
  capitals,     ///< all letters: "US", "G20", "A"
  mixed,        ///< any other: "iPhone", "MPs"
};
inline constexpr std::size_t kLetterCaseCount = 4;

/// Several of them: a bit for each.
using LetterCases = std::uint8_t;
[[nodiscard]] constexpr LetterCases bit_of(LetterCase letter_case) noexcept {
  return static_cast<LetterCases>(1u << static_cast<unsigned>(letter_case));
}
inline constexpr LetterCases kAllLetterCases = (1u << kLetterCaseCount) - 1;
inline constexpr LetterCases kWithoutCapitals = bit_of(LetterCase::lower);
inline constexpr LetterCases kWithCapitals = kAllLetterCases - kWithoutCapitals;
inline constexpr LetterCases kInCapitals = bit_of(LetterCase::capitals);

}  // namespace newsidx
