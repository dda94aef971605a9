#include "query/synonyms/list_form.h"

#include <vector>

#include "query/text_field.h"

namespace newsidx::query {

SynonymMatch list_form(const BooleanSyntax& list, std::size_t at, const PlanBuilder& builder) {
  const SynonymMap* const synonyms = builder.context().synonyms;
  if (synonyms == nullptr || !list.is_list) return {};
  const SyntaxClause& first = list.clauses[at];
  const auto* const first_word = first.node.as<WordSyntax>();
  if (first_word == nullptr || first_word->has_form() || first.occur == Occur::must_not) return {};
  if (!first_word->field.empty() && !is_text_field(builder.fold(first_word->field))) return {};
  std::vector<analysis::QueryWords> kept;
  std::vector<AskedWord> asked;
  for (; at < list.clauses.size() && asked.size() < kMaxFormWords; ++at) {
    const auto& [occur, node] = list.clauses[at];
    const auto* const word = node.as<WordSyntax>();
    const bool is_alike = word != nullptr && !word->has_form() && occur == first.occur &&
                          node.boost == 1 && word->field == first_word->field;
    if (!is_alike) break;
    kept.push_back(builder.context().analyzer.analyze(word->text, builder.all_capitals()));
    if (kept.back()->size() != 1) break;
    asked.push_back(synonyms->asked(word->text, kept.back()->front()));
  }
  return synonyms->match(asked, 2);
}

}  // namespace newsidx::query
