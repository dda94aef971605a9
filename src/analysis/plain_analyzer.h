// analysis/plain_analyzer.h
//
// The analyser of kind `plain`: maximal runs of letters, marks and decimal digits, lower-cased code
// point by code point. No stemming, no special cases: what search engines are compared with.
//
// Threads: one analyser, one thread.   Cost: about 31 ns a token of English news.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/analyzer.h"
#include "analysis/span.h"
#include "analysis/token_run_cache.h"
#include "analysis/word_table.h"

namespace newsidx::analysis {

/// Lower case of each code point by itself; ill-formed bytes become U+FFFD.
[[nodiscard]] std::string lower_case_plain(std::string_view text);

class PlainAnalyzer {
 public:
  struct Limits {
    std::size_t runs = TokenRunCache::kMaxEntries;
    std::size_t words = WordTable::kMaxWords;
  };
  explicit PlainAnalyzer(const Limits& limits) : table_(limits.words), cache_(limits.runs) {}

  /// See Analyzer::analyze().
  std::uint32_t analyze(std::string_view text, TokenSink& sink);

  /// What is remembered of the texts.
  [[nodiscard]] std::size_t memory_bytes() const noexcept {
    return table_.memory_bytes() + cache_.memory_bytes();
  }
  /// See Analyzer::forget().
  void forget() {
    cache_.clear();
    table_.clear();
  }

 private:
  void analyze_run(std::string_view text, Span run, const TokenRunCache::Key& key, Token& token,
                   TokenSink& sink);

  WordTable table_;
  TokenRunCache cache_;
};

}  // namespace newsidx::analysis
