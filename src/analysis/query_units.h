// analysis/query_units.h
//
// Words of a query in scripts without blanks. A text has its units and pairs of them (units.h); a
// query is cut into words by ICU's dictionary, and each is looked for as its units in a row,
// however the sentence around it would have been cut.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/news_analyzer.h"
#include "analysis/words.h"

namespace newsidx::analysis {

/// The words of a run of units, all of them joined to the next. A Katakana word of four letters and
/// more is looked for without a long vowel at its end; a Korean word also without the particle
/// that it may end with.
[[nodiscard]] std::vector<QueryWord> words_of_units(NewsAnalyzer& analyzer, std::string_view text,
                                                    std::span<const Word> run);

}  // namespace newsidx::analysis
