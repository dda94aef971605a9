// analysis/spellings.h
//
// British and American spellings of English words: colour and color, organise and organize,
// travelled and traveled, centre and center, defence and defense, catalogue and catalog, grey and
// gray.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"

namespace newsidx::analysis {

/// How the other side of the ocean writes a word, if it writes it otherwise. A rule of endings may
/// give what nobody writes ("surprize"), which no article has; it changes no word into another of
/// another meaning that is in common use.
/// @param word  in small letters; any other text has no other spelling
[[nodiscard]] std::vector<std::string> other_spellings(std::string_view word);

/// Adds to each word of a query, and to each part of a compound, what its other spellings are
/// looked for as.
/// @param text  of the query, of which `words` are
void add_other_spellings(Analyzer& analyzer, std::string_view text,
                         const std::vector<std::string>& languages, std::vector<QueryWord>& words);

}  // namespace newsidx::analysis
