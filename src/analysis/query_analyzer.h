// analysis/query_analyzer.h
//
// Queries analysed against one index: an analyser with the languages of the index, and a memory of
// the words that were asked for before. To make the terms of a word takes several times as long as
// to look them up; people, and a person who turns pages, use the same words again.
//
// What it remembers is charged to the index's memory budget. It belongs to one thread at a time, so
// nobody else can make it forget: whoever has it calls settle().
//
// Threads: one at a time, as an Analyzer.   Cost: a known word takes one look-up, no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/analyzer.h"
#include "base/hash.h"
#include "base/memory_budget.h"
#include "base/recent_map.h"

namespace newsidx::analysis {

/// The words of a piece of a query. Shared with the memory, which may forget them meanwhile.
using QueryWords = std::shared_ptr<const std::vector<QueryWord>>;

class QueryAnalyzer {
 public:
  /// @param languages  resolved names of all languages in the index
  /// @param budget     that of the index
  QueryAnalyzer(Analyzer analyzer, AnalyzerOptions options, std::vector<std::string> languages,
                std::shared_ptr<MemoryBudget> budget = std::make_shared<MemoryBudget>());
  ~QueryAnalyzer();
  QueryAnalyzer(QueryAnalyzer&&) = delete;

  /// What analyze_query() gives; never nullptr.
  [[nodiscard]] QueryWords analyze(std::string_view text, bool all_capitals);

  /// The same words with their British and American spellings (spellings.h). Not remembered.
  [[nodiscard]] QueryWords with_other_spellings(std::string_view text, const QueryWords& words);

  /// Charges what the analyser has learnt from texts, and drops what is old if the memories of the
  /// index did so meanwhile.
  void settle();

  [[nodiscard]] std::string fold(std::string_view text) const {
    return analysis::fold(options_, text);
  }
  [[nodiscard]] Analyzer& analyzer() noexcept { return analyzer_; }
  [[nodiscard]] const std::vector<std::string>& languages() const noexcept { return languages_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return hash64(text); }
  };
  using Memory = RecentMap<std::string, QueryWords, Hash, std::equal_to<>>;

  Analyzer analyzer_;
  AnalyzerOptions options_;
  std::vector<std::string> languages_;
  std::shared_ptr<MemoryBudget> budget_;
  Memory mixed_case_;
  Memory all_capitals_;
  std::size_t charged_bytes_ = 0;  // for what the analyser remembers
  std::uint64_t generation_;       // of the budget, when this aged
};

}  // namespace newsidx::analysis
