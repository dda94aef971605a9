// present/highlighter.h
//
// Finds where a query matches in the text of one article and picks the passage to show.
//
// The text is analysed again with the index's own analyser, so a mark stands exactly where the
// index found its match: stems, accents, compounds and phrases come out right, and a word that only
// shares letters with the query is not marked.
//
// Threads: one highlighter, one thread (it borrows an Analyzer).
#pragma once

#include <newsidx/answer.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "base/cancellation.h"
#include "present/pattern_matcher.h"
#include "search/highlight_term.h"

namespace newsidx::present {

/// No headline is longer; of a title that is, its start is shown and looked at.
inline constexpr std::size_t kMaxTitleBytes = 4096;

/// What is shown of a title, without marks: one line, with " …" behind what was left out.
[[nodiscard]] MarkedText unmarked_title(std::string_view title);

class Highlighter {
 public:
  /// @param cancellation  may be nullptr; must outlive this. Once it was told to end, a title may
  /// lack
  ///                   marks, and a passage is chosen from what was looked at.
  Highlighter(analysis::Analyzer& analyzer, const std::vector<search::HighlightTerm>& patterns,
              const CancellationToken* cancellation = nullptr);

  struct Passage : MarkedText {
    bool is_partial = false;  ///< the time was over before all was looked at
  };

  /// What is shown of a title, with its matches marked.
  [[nodiscard]] Passage title(std::string_view title, std::string_view lang);

  /// The best passage of `body`: whole words, about `max_chars` characters. It begins at the start
  /// of a sentence, or inside of a long one, and not with a byline or a dateline; with "…"
  /// where text was left out. Where nothing matches it is the start of the body. Line breaks
  /// become blanks.
  [[nodiscard]] Passage passage(std::string_view body, std::string_view lang,
                                std::uint32_t max_chars);

 private:
  analysis::Analyzer& analyzer_;
  PatternMatcher matcher_;
  const CancellationToken* cancellation_;
  std::vector<float> weights_;  // of the patterns
};

}  // namespace newsidx::present
