#include "query/list_use.h"

#include <algorithm>

#include "query/capitals.h"

namespace newsidx::query {

using analysis::QueryWord;

bool are_stop_words(const std::vector<QueryWord>& words) {
  return std::ranges::all_of(words, &QueryWord::is_stop_word);
}

ListUse use_of(const BooleanSyntax& boolean, analysis::QueryAnalyzer& analyzer, bool all_capitals) {
  ListUse use;
  use.clauses.resize(boolean.clauses.size());
  if (!boolean.is_list) return use;
  const std::vector<bool> shouted = shouted_clauses(boolean);
  std::size_t positive = 0, stop_words = 0, left_out = 0;
  for (std::size_t at = 0; at < boolean.clauses.size(); ++at) {
    const auto& [occur, node] = boolean.clauses[at];
    if (occur == Occur::must_not) continue;
    const bool is_word = node.as<WordSyntax>() != nullptr;
    const SyntaxLeaf* const leaf = node.leaf();
    const bool is_prefix =
        node.as<PrefixSyntax>() != nullptr || node.as<PatternSyntax>() != nullptr;
    const bool is_text = leaf != nullptr && leaf->field.empty() && !leaf->has_form();
    if (is_text && !is_prefix) {
      ListUse::Clause& clause = use.clauses[at];
      clause.words =
          analyzer.analyze(leaf->text, all_capitals || (!shouted.empty() && shouted[at]));
      if (clause.words->empty()) continue;  // punctuation says nothing
      if (are_stop_words(*clause.words)) {
        ++stop_words;
        clause.left_out = is_word && occur == Occur::should && node.boost == 1;
        left_out += clause.left_out ? 1u : 0u;
      }
    }
    ++positive;
  }
  if (stop_words == positive) {  // nothing else to look for
    for (ListUse::Clause& clause : use.clauses) clause.left_out = false;
    left_out = 0;
  }
  use.in_optional_list = positive - left_out > 1;
  return use;
}

}  // namespace newsidx::query
