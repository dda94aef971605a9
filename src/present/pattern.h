// present/pattern.h
//
// What a query asks to be marked in an article.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/analyzer.h"

namespace newsidx::present {

/// One thing to mark: words at consecutive positions, each of them one of several terms. A single
/// word is a pattern of one slot; a phrase has a slot a word and is marked as a whole. A slot's
/// alternative may itself cover several positions (a sequence of terms, or a joined compound,
/// Token::span).
struct Pattern {
  enum class Where : std::uint8_t { text, title, body };

  std::vector<analysis::QueryWord> slots;
  Where where = Where::text;  ///< text: title and body
  float weight = 1;  ///< how much an occurrence counts when passages are compared (idf x boost)
};

}  // namespace newsidx::present
