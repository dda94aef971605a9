// present/passage.h
//
// Picks the passage of a text that shows best why it was found, and cuts it out.
//
// Candidates begin at a sentence that holds a match, or, inside a long sentence, a few words before
// a match. A candidate's score is the weight of the patterns in it; a repeat of the same pattern
// adds half of what the one before added, and different patterns close to one another count more. A
// start inside a sentence must be clearly better than every start of a sentence; of equals
// the earliest wins. Bylines, datelines and credits (credits.h) are left out, and what matches in
// them counts where nothing else does. (The model is Lucene's UnifiedHighlighter with its
// PassageScorer.)
//
// Cost: best_passage() is linear in the text and the matches; near_passage() in `max_chars`, beyond
//       some kilobytes.
#pragma once

#include <newsidx/answer.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "present/pattern_matcher.h"

namespace newsidx::present {

/// @param weights    of the patterns, by their numbers; >= 0
/// @param max_chars  code points, raised to 20; a passage is longer only by the rest of a word
/// @param pace       may be nullptr; when it is over, what is returned means nothing
/// @return the start of the text when there are no matches
[[nodiscard]] MarkedText best_passage(std::string_view text, const PatternMatcher::Matches& matches,
                                      const std::vector<float>& weights, std::uint32_t max_chars,
                                      PacedCancellation* pace = nullptr);

/// What can be shown without looking at all of the text: the best passage within some kilobytes
/// around the first occurrence.
[[nodiscard]] MarkedText near_passage(std::string_view text, const PatternMatcher::Matches& matches,
                                      const std::vector<float>& weights, std::uint32_t max_chars);

/// Bytes [begin, end) of a text as one line: each run of blanks becomes one, overlapping
/// matches one mark.
[[nodiscard]] MarkedText one_line(std::string_view text, std::uint32_t begin, std::uint32_t end,
                                  const std::vector<TextMatch>& matches);

}  // namespace newsidx::present
