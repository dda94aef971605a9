// analysis/dictionary_cuts.h
//
// Thai and Lao of a query. A text is cut into words by ICU's dictionary from left to right, so a
// name that it does not know is cut with regard to what stands before it: ธงชัย is one word, in
// นายธงชัย ("Mr Thongchai") it is นายธง ชัย. The second path asks the dictionary how it cuts the
// query's words between words that often stand beside a name. (Pairs of clusters as in Khmer cost
// MAP .004 on XQuAD's Thai, and twice the index.)
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/news_analyzer.h"
#include "analysis/words.h"

namespace newsidx::analysis {

/// Past the words from words[first] on that are written without a blank and cut by a dictionary;
/// `first` where words[first] is none.
[[nodiscard]] std::size_t dictionary_run_end(std::string_view text, const std::vector<Word>& words,
                                             std::size_t first);

/// The ways but its own in which `run` may be cut in a text. None of a long one: it is a sentence
/// and stands between others of its own.
/// @param run  of one dictionary_run_end()
/// Cost: some 50 segmentations of the run, each with a word before or behind it.
[[nodiscard]] std::vector<TermSequence> cuts_in_context(NewsAnalyzer& analyzer,
                                                        std::string_view text,
                                                        std::span<const Word> run,
                                                        LanguageId language);

}  // namespace newsidx::analysis
