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

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <newsidx/index.h>

#include "analysis/analyzer.h"

namespace newsidx::present {

/// One thing to mark: words at consecutive positions, each of them one of several terms. A single
/// word is a pattern of one slot; a phrase has a slot a word. A slot's alternative may itself cover several
/// positions (a sequence of terms, or a joined compound, Token::span).
struct Pattern {
  std::vector<analysis::QueryWord> slots;
  enum class Where : std::uint8_t { text, title } where = Where::text;  ///< text: title and body
  float weight = 1;  ///< how much an occurrence counts when passages are compared (idf x boost)
};

class Highlighter {
 public:
  Highlighter(analysis::Analyzer& analyzer, std::vector<Pattern> patterns);

  /// The whole title with its matches marked.
  [[nodiscard]] MarkedText title(std::string_view title, std::string_view lang);

  /// The best passage of `body`: whole words, about `max_chars` characters; it starts at the start of a sentence
  /// where one is near; the start of the body when nothing matches there. Line breaks become blanks.
  [[nodiscard]] MarkedText passage(std::string_view body, std::string_view lang, std::uint32_t max_chars);

 private:
  analysis::Analyzer& analyzer_;
  std::vector<Pattern> patterns_;
};

}  // namespace newsidx::present
