// analysis/stop_words.h
//
// Function words: articles, pronouns, auxiliary verbs, prepositions, conjunctions, question words.
// They are indexed like all others, but say how a text is written rather than what it is about: the
// length by which scores are measured does not count them, and a query of other words does without.
//
// Cost: a lookup in a table of some hundred words; the words of a language are read when first
// asked for.
#pragma once

#include <string_view>

#include "analysis/languages.h"

namespace newsidx::analysis {

/// @param surface  a word folded but not stemmed (NormalizedWord::surface)
/// @return false for all words of a language that has no list here
[[nodiscard]] bool is_stop_word(LanguageId language, std::string_view surface);

}  // namespace newsidx::analysis
