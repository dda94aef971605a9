// analysis/words.h
//
// From UAX #29 segments to words as newspapers write them: "U.S." is one word with its last dot,
// "cease-fire", "Amazon.com" and "O'Neill" are two that belong together, "10 000" is a number, and
// text without blanks is units side by side.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/span.h"

namespace newsidx::analysis {

/// What ties a word to the next one.
enum class Join : std::uint8_t {
  none,
  sign,    ///< one sign and nothing else: cease-fire, Amazon.com, AT&T, O'Neill, a line's end
  digits,  ///< a blank between groups of digits: 10 000
  unit,    ///< nothing at all between two units (units.h)
};

struct Word {
  Span span;
  Join join = Join::none;
  bool is_unit = false;
  bool after_apostrophe = false;   ///< the apostrophe is the sign before it
  bool before_apostrophe = false;  ///< ... behind it
};

/// Reads the words off the segments of `text` (see segmenter_icu.h). `words` is replaced.
/// @param blanks_group_digits  the language writes "10 000" with ordinary blanks
void form_words(std::string_view text, const std::vector<Span>& segments, bool blanks_group_digits,
                std::vector<Word>& words);

/// True for single letters with dots between them, at least two ("U.S", "с.ш.а", "U.S.A.").
[[nodiscard]] bool is_dotted_acronym(std::string_view word) noexcept;

/// The word without "'s" at its end (any apostrophe, "s" or "S"); the word itself if it has none.
[[nodiscard]] std::string_view without_possessive(std::string_view word) noexcept;

/// The first word past the compound that starts with words[first], or past the unit that it is.
[[nodiscard]] std::size_t compound_end(const std::vector<Word>& words, std::size_t first);

}  // namespace newsidx::analysis
