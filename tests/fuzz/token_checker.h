// What an analyser promises of the tokens of any text (analysis/analyzer.h).
#pragma once

#include <algorithm>
#include <string_view>

#include "analysis/analyzer.h"
#include "base/utf8.h"
#include "fuzz.h"

namespace newsidx::fuzz {

struct TokenChecker final : analysis::TokenSink {
  explicit TokenChecker(std::string_view text) : text_size(text.size()) {}

  void accept(const analysis::Token& token) override {
    NEWSIDX_CHECK(!token.term.empty() && !token.surface.empty());
    NEWSIDX_CHECK(is_valid_utf8(token.term) && is_valid_utf8(token.surface));
    NEWSIDX_CHECK(token.position >= position);
    NEWSIDX_CHECK(token.begin < token.end && token.end <= text_size);
    NEWSIDX_CHECK(token.span >= 1 && token.span <= 4);
    position = token.position;
    end_position = std::max(end_position, token.position + token.span);
    ++count;
  }

  std::size_t text_size;
  std::uint32_t position = 0;
  std::uint32_t end_position = 0;
  std::size_t count = 0;
};

/// Analyses the text: tokens in order, within the text and within its positions.
/// @return how many
inline std::size_t check_tokens(analysis::Analyzer& analyzer, std::string_view text,
                                std::string_view language) {
  TokenChecker checker(text);
  NEWSIDX_CHECK(analyzer.analyze(text, language, checker) >= checker.end_position);
  return checker.count;
}

/// Analyses it as a query: words within it, each with a way to find it.
inline void check_query_words(analysis::Analyzer& analyzer, std::string_view text,
                              const std::vector<std::string>& languages, bool all_capitals) {
  for (const analysis::QueryWord& word :
       analysis::analyze_query(analyzer, text, languages, all_capitals)) {
    NEWSIDX_CHECK(word.begin < word.end && word.end <= text.size());
    NEWSIDX_CHECK(!word.alternatives.empty());
    for (const analysis::TermSequence& terms : word.alternatives) NEWSIDX_CHECK(!terms.empty());
  }
}

}  // namespace newsidx::fuzz
