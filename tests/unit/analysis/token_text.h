// tests/unit/analysis/token_text.h: tokens as text that a test table can hold, and their
// invariants.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"

namespace newsidx::analysis {

/// A token that outlives the sink.
struct KeptToken {
  std::string term;
  std::string surface;
  TermKind kind = TermKind::word;
  std::uint32_t span = 1;
  std::uint32_t position = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool is_shouted = false;
  Boundary begins = Boundary::none;
  friend bool operator==(const KeptToken&, const KeptToken&) = default;
};

class TokenKeeper : public TokenSink {
 public:
  void accept(const Token& token) override {
    tokens.push_back({std::string(token.term), std::string(token.surface), token.kind, token.span,
                      token.position, token.begin, token.end, token.is_shouted, token.begins});
    words.push_back(token.word);
  }
  void accept_gap() override { gaps.push_back(tokens.size()); }
  std::vector<KeptToken> tokens;
  std::vector<std::uint32_t> words;  ///< Token::word of each
  std::vector<std::size_t> gaps;     ///< of each, how many tokens are before it
};

/// What a row of a table says of a token: its term ("^" before capitals), "+n" for a span of n.
inline std::string to_text(const KeptToken& token) {
  std::string text = token.kind == TermKind::caps ? "^" : "";
  text += token.term;
  if (token.span > 1) text.append("+").append(std::to_string(token.span));
  return text;
}

/// Tokens side by side; "//" stands for an empty position between them, "|" joins those of one
/// position, and joined forms stand where they start: "the ceas|ceasefir+2 fire".
inline std::string to_text(const std::vector<KeptToken>& tokens) {
  std::string text;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const std::uint32_t step = at > 0 ? tokens[at].position - tokens[at - 1].position : 0;
    if (at > 0) text += step == 0 ? "|" : step == 1 ? " " : " // ";
    text += to_text(tokens[at]);
  }
  return text;
}

/// The bytes of `text` that each token covers, side by side: "[the] [cease] [cease-fire] [fire]".
inline std::string written(std::string_view text, const std::vector<KeptToken>& tokens) {
  std::string result;
  for (const KeptToken& token : tokens) {
    if (!result.empty()) result += ' ';
    result.append("[").append(text.substr(token.begin, token.end - token.begin)).append("]");
  }
  return result;
}

/// Checks what analyzer.h promises of any tokens.
inline void check_invariants(std::string_view text, const std::vector<KeptToken>& tokens,
                             const std::vector<std::size_t>& gaps, std::uint32_t length) {
  std::uint32_t positions = 0;  // seen so far
  bool ok = true;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const KeptToken& token = tokens[at];
    const bool is_first_there = at == 0 || token.position != tokens[at - 1].position;
    const bool is_gap = is_first_there && std::ranges::find(gaps, at) != gaps.end();
    ok = ok && token.position == (is_first_there ? positions + (is_gap ? 1 : 0) : positions - 1);
    if (is_first_there) {
      positions = token.position + 1;
      ok = ok && token.kind == TermKind::word && token.span == 1;
    }
    ok = ok && token.begin < token.end && token.end <= text.size();
    ok = ok && !token.term.empty() && token.term.size() <= 255;
    ok = ok && !token.surface.empty() && token.surface.size() <= 255;
    ok = ok && token.position + token.span <= length;
  }
  CHECK(ok);
  const bool ends_with_gap = !gaps.empty() && gaps.back() == tokens.size();
  CHECK(positions + (ends_with_gap ? 1 : 0) == length);
}

/// An analyser of kind news; the test fails without one.
inline Analyzer make_analyzer(const AnalyzerOptions& options = {}) {
  auto analyzer = Analyzer::create(options);
  REQUIRE(analyzer.has_value());
  return std::move(analyzer).value();
}

inline std::vector<KeptToken> analyze(Analyzer& analyzer, std::string_view text,
                                      std::string_view language = "") {
  TokenKeeper keeper;
  const std::uint32_t length = analyzer.analyze(text, language, keeper);
  check_invariants(text, keeper.tokens, keeper.gaps, length);
  return std::move(keeper.tokens);
}

}  // namespace newsidx::analysis
