// analysis/written_words.h
//
// From UAX #29 segments to words as newspapers write them: "U.S." is one word with its last dot,
// and "cease-fire" two that belong together.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/span.h"

namespace newsidx::analysis {

struct WrittenWord {
  Span span;
  bool joined_to_next = false;  ///< one hyphen, and nothing else, stands before the next word
};

/// Reads the words off the segments of `text` (see segmenter_icu.h). `words` is replaced.
void find_written_words(std::string_view text, const std::vector<Span>& segments,
                        std::vector<WrittenWord>& words);

/// True for single letters with dots between them, at least two ("U.S", "с.ш.а", "U.S.A.").
[[nodiscard]] bool is_dotted_acronym(std::string_view word) noexcept;

/// The word without "'s" at its end (any apostrophe, "s" or "S"); the word itself if it has none.
[[nodiscard]] std::string_view without_possessive(std::string_view word) noexcept;

/// The first word past the compound that starts with words[first].
[[nodiscard]] std::size_t compound_end(const std::vector<WrittenWord>& words, std::size_t first);

}  // namespace newsidx::analysis
