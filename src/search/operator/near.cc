#include "search/operator/near.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "base/status_macros.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/near/near_cursor.h"
#include "segment/word_form.h"

namespace newsidx::search {

using query::NearNode;
using query::PlanNode;

double score_limit(const NearNode& node, double boost, const Weights& weights) {
  double sum = 0;
  for (const PlanNode& clause : node.must) sum += score_limit(clause, boost, weights);
  return sum;
}

// The rarest clause leads, and positions are looked up in the documents of all.
std::uint64_t estimated_cost(const NearNode& node, std::uint64_t document_count) {
  constexpr std::uint64_t kPostingsPerDocument = 256;
  std::uint64_t rarest = std::numeric_limits<std::uint64_t>::max() / kPostingsPerDocument;
  for (const PlanNode& clause : node.must) {
    rarest = std::min(rarest, estimated_cost(clause, document_count));
  }
  return rarest * kPostingsPerDocument;
}

bool verifies_matches(const NearNode&) { return true; }

Result<CursorPtr> make_cursor(const NearNode& node, double boost, const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto must, factory.make_all(node.must, boost));
  if (!must.complete) return CursorPtr();
  NEWSIDX_ASSIGN_OR_RETURN(TextParts parts, TextParts::open(factory.segment()));
  auto context = std::make_unique<NearContext>(NearContext{std::move(parts), factory.pace()});
  NEWSIDX_ASSIGN_OR_RETURN(NearMatcherPtr matcher,
                           make_near_matcher(node.places, factory, *context));
  if (matcher == nullptr) return CursorPtr();
  CursorPtr all = must.cursors.size() == 1 ? std::move(must.cursors[0])
                                           : std::make_unique<ConjunctionCursor>(
                                                 std::move(must.cursors), Cursors(), Cursors(),
                                                 factory.range().end, factory.pace());
  return CursorPtr(
      new NearCursor(std::move(all), std::move(context), std::move(matcher), factory.range().end));
}

Status explain(const NearNode& node, double boost, Cursor&, Explainer& explainer,
               Explanation& result) {
  result.description += ": sum of:";
  return explainer.explain_clauses(node.must, boost, result);
}

namespace {

// How the words of places are to be written; of words that stand there in any way, too, nothing.
void collect_forms(const query::Places& places, FormsByTerm& forms) {
  const auto* const phrase = std::get_if<query::PhrasePlaces>(&places.kind);
  if (phrase == nullptr) {
    const auto* const any = std::get_if<query::AnyPlaces>(&places.kind);
    const auto* const near = std::get_if<query::NearPlaces>(&places.kind);
    const auto& parts = any != nullptr    ? any->parts
                        : near != nullptr ? near->parts
                                          : std::get<query::RepeatedPlaces>(places.kind).parts;
    for (const query::Places& part : parts) collect_forms(part, forms);
    return;
  }
  for (const query::PhraseSlot& slot : phrase->slots) {
    for (const auto& lists : slot.alternatives) {
      for (const query::ListRef& list : lists) {
        forms[list.term].push_back(list.form == nullptr ? segment::FormFilter() : *list.form);
      }
    }
  }
}

}  // namespace

void add_highlight_terms(const NearNode& node, double boost, HighlightTerms& terms) {
  FormsByTerm forms;
  collect_forms(node.places, forms);
  std::erase_if(forms, [](const auto& of_term) {
    return std::ranges::any_of(of_term.second, &segment::FormFilter::keeps_all);
  });
  const FormScope scope(
      terms, forms.empty() ? nullptr : std::make_shared<const FormsByTerm>(std::move(forms)));
  for (const PlanNode& clause : node.must) add_highlight_terms(clause, boost, terms);
}

}  // namespace newsidx::search
