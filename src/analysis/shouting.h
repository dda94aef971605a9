// analysis/shouting.h
//
// Text in which case says nothing because all of it is capitals: telegrams, old headlines, and what
// is written so for emphasis in the middle of a sentence.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/span.h"

namespace newsidx::analysis {

/// True for a line in which case says nothing: every letter is a capital, and at least two runs of
/// letters are two or longer ("ATTACK ON RAQQA"). A line of one word ("NATO", "U.S.") counts as
/// mixed: alone, an acronym is likelier than a telegram. So does a line with letters of a script
/// without case ("北约 NATO ISIS"): beside them, capitals are a choice.
[[nodiscard]] bool is_all_capitals_line(std::string_view line) noexcept;

/// As many words of capitals in a row are no acronyms ("Bernie SANDERS WANTS TO TAX CHURCHES").
inline constexpr unsigned kShoutedWords = 4;

/// The stretches of a line that are shouted: all of an all-capitals line; of another one runs of at
/// least kShoutedWords words of two or more capitals with one blank between them (a comma ends a
/// run: "CNN, BBC, NBC, CBS" are names), single capitals and numbers among them not counted.
/// `stretches` is replaced: ascending, apart, each from the start of a word to the end of one.
/// Cost: linear; of a line without two capitals side by side a few nanoseconds for 16 bytes.
void find_shouting(std::string_view line, std::vector<Span>& stretches);

}  // namespace newsidx::analysis
