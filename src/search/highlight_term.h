// search/highlight_term.h
//
// What a query asks to be marked in an article.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/analyzer.h"
#include "segment/word_form.h"

namespace newsidx::search {

/// Where a word has to stand. `text`: in title or body.
enum class FieldScope : std::uint8_t { text, title, body };

/// How terms are to be written, each in one of several ways; others in any way.
using FormsByTerm = std::map<std::string, std::vector<segment::FormFilter>, std::less<>>;

/// One thing to mark: words at consecutive positions, each of them one of several terms. A single
/// word has one slot; a phrase has a slot per word and is marked as a whole. A slot's alternative
/// may itself cover several positions (a sequence of terms, or a joined compound, Token::span).
struct HighlightTerm {
  std::vector<analysis::QueryWord> slots;
  FieldScope scope = FieldScope::text;
  std::shared_ptr<const FormsByTerm> forms = {};  ///< nullptr: of no term
  float weight = 1;  ///< how much an occurrence counts when passages are compared (idf x boost)
};

}  // namespace newsidx::search
