// query/capitals.h
//
// What capitals in a query mean. A word typed in capitals is looked for in every spelling, unless
// the index writes it in capitals as a rule (AIDS, US), or it would be a function word in small
// letters (WHO, IT): then the capitals are looked for.
//
// As a rule means: in more than half of its occurrences outside headlines in capitals, which the
// dictionary of surfaces counts. The counts of all segments add up, so the rule is that of the
// whole index. Capitals have lists of their own (field text.caps), so the other words' lists do not
// grow.
#pragma once

#include <newsidx/result.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/query_analyzer.h"
#include "query/plan_builder.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// True of a query all of whose words, not its operators, are in capitals: function words are no
/// names then.
[[nodiscard]] bool is_all_capitals(const SyntaxNode& root, analysis::Analyzer& analyzer);

/// Which clauses of a list stand among capitals that are no names: four words or more in a row
/// (analysis/shouting.h). Empty when none does.
[[nodiscard]] std::vector<bool> shouted_clauses(const BooleanSyntax& list);

/// Decides by how the index writes words, which is read once a word.
class CapitalsRule {
 public:
  /// @param builder  must outlive the rule
  explicit CapitalsRule(const PlanBuilder& builder) : builder_(builder) {}

  /// Is the word, typed in capitals, to be looked for in capitals? Sums over all articles decide:
  /// more than half of its occurrences outside headlines of capitals are in capitals, and there
  /// are enough of them beside those in such headlines.
  /// @errors corruption, io; cancelled
  [[nodiscard]] Result<bool> asks_for_capitals(const analysis::QueryWord& word);

 private:
  [[nodiscard]] Result<bool> decide(const analysis::QueryWord& word) const;

  const PlanBuilder& builder_;
  std::map<std::string, bool, std::less<>> decided_;
};

}  // namespace newsidx::query
