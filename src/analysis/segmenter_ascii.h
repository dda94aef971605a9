// analysis/segmenter_ascii.h
//
// UAX #29 word segmentation of ASCII text (and the apostrophes of unicode.h) without ICU.
//
// Equal to segmenter_icu.h on all such text: tests/unit/analysis/differential_test.cc proves it on
// every short string over the characters that matter and on random long ones.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/span.h"

namespace newsidx::analysis {

/// Appends the words of `text`: segments with a letter or digit, from their first letter or digit
/// to their last ("_The_" is "The").
/// @return false (and nothing appended) when the text has other characters: ask ICU
[[nodiscard]] bool segment_ascii(std::string_view text, std::vector<Span>& words);

}  // namespace newsidx::analysis
