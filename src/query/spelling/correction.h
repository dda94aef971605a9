// query/spelling/correction.h
//
// "Did you mean": for a word that no article has, the word of the index that was most likely meant.
//
// How likely is how often the articles have the word, times how likely its slip is: that of one
// letter left out or of two neighbours that change places is one of some twenty, that of a wrong
// or a further letter one of hundreds. (A noisy channel.) Words up to two slips away are looked at.
//
// Source: Kernighan, Church & Gale, "A spelling correction program based on a noisy channel model",
// COLING 1990; the shares of the kinds of slips as in Damerau, CACM 7(3), 1964.
#pragma once

#include <newsidx/result.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/cancellation.h"
#include "query/list_cache.h"

namespace newsidx::query {

/// Letters that a word has at least which is corrected: shorter ones are near to too many.
inline constexpr std::size_t kLeastCorrectedLetters = 4;

/// @param word  folded
/// @return nothing for a word that articles have, that is too short or no word of letters, or that
///         has no word near
/// Cost: a fuzzy word's (pattern/word_matcher.h).
/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::optional<std::string>> correction(const ListCache& lists,
                                                            std::string_view word,
                                                            const CancellationToken& cancellation);

/// How unlikely it is that `typed` was written for `meant`: the negative logarithm.
[[nodiscard]] double slip_cost(std::u32string_view typed, std::u32string_view meant);

}  // namespace newsidx::query
