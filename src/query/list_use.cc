#include "query/list_use.h"

#include <algorithm>

namespace newsidx::query {

using analysis::QueryWord;

bool are_stop_words(const std::vector<QueryWord>& words) {
  return std::ranges::all_of(words, &QueryWord::is_stop_word);
}

ListUse use_of(const SyntaxNode& boolean, const AnalyzeLeaf& analyze) {
  ListUse use;
  use.left_out.resize(boolean.clauses.size());
  use.words.resize(boolean.clauses.size());
  if (!boolean.is_list) return use;
  std::size_t positive = 0, stop_words = 0, left_out = 0;
  for (std::size_t at = 0; at < boolean.clauses.size(); ++at) {
    const auto& [occur, node] = boolean.clauses[at];
    if (occur == Occur::must_not) continue;
    const bool is_word = node.kind == SyntaxNode::Kind::word;
    if (node.field.empty() && (is_word || node.kind == SyntaxNode::Kind::phrase)) {
      const std::vector<QueryWord>& words = use.words[at].emplace(analyze(node));
      if (words.empty()) continue;  // punctuation says nothing
      if (are_stop_words(words)) {
        ++stop_words;
        use.left_out[at] = is_word && occur == Occur::should && node.boost == 1;
      }
    }
    ++positive;
    left_out += use.left_out[at] ? 1u : 0u;
  }
  if (stop_words == positive) {  // nothing else to look for
    use.left_out.assign(use.left_out.size(), false);
    left_out = 0;
  }
  use.beside_others = positive - left_out > 1;
  return use;
}

}  // namespace newsidx::query
