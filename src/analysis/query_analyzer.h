// analysis/query_analyzer.h
//
// Queries analysed against one index: an analyser with the languages of the index, and a memory of
// the words that were asked for before. To make the terms of a word takes several times as long as
// to look them up; people, and a person who turns pages, use the same words again.
//
// Threads: one at a time, as an Analyzer.   Cost: a known word takes one look-up, no allocation.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/analyzer.h"
#include "base/hash.h"

namespace newsidx::analysis {

/// The words of a piece of a query. Shared with the memory, which may forget them meanwhile.
using QueryWords = std::shared_ptr<const std::vector<QueryWord>>;

class QueryAnalyzer {
 public:
  /// How many pieces are remembered; then all are forgotten.
  static constexpr std::size_t kMaxPieces = 8192;

  /// @param languages  resolved names of all languages in the index
  QueryAnalyzer(Analyzer analyzer, AnalyzerOptions options, std::vector<std::string> languages,
                std::size_t max_pieces = kMaxPieces)
      : analyzer_(std::move(analyzer)),
        options_(std::move(options)),
        languages_(std::move(languages)),
        max_pieces_(max_pieces) {}

  /// What analyze_query() gives; never nullptr.
  [[nodiscard]] QueryWords analyze(std::string_view text, bool all_capitals);

  [[nodiscard]] std::string fold(std::string_view text) const {
    return analysis::fold(options_, text);
  }
  [[nodiscard]] Analyzer& analyzer() noexcept { return analyzer_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return hash64(text); }
  };
  using Memory = std::unordered_map<std::string, QueryWords, Hash, std::equal_to<>>;

  Analyzer analyzer_;
  AnalyzerOptions options_;
  std::vector<std::string> languages_;
  std::size_t max_pieces_;
  Memory mixed_case_;
  Memory all_capitals_;
};

}  // namespace newsidx::analysis
