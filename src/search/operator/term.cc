#include "search/operator/term.h"

#include <algorithm>

#include "base/status_macros.h"
#include "search/cursor/term_cursor.h"
#include "segment/field.h"

namespace newsidx::search {

using query::TermNode;
using segment::Field;

double score_limit(const TermNode& node, double boost, const Weights& weights) {
  return boost * weights.idf(node.list.field, node.list.scored_frequency());
}

std::uint64_t estimated_cost(const TermNode& node, std::uint64_t) {
  return node.list.local_frequency();
}

bool is_one_list(const TermNode&, const segment::SegmentReader&) { return true; }

Result<std::optional<ScoredList>> single_list(const TermNode& node, double boost,
                                              const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto list, node.list.open(factory.segment()));
  if (list == nullptr) return std::optional<ScoredList>();
  const double weight = score_limit(node, boost, factory.weights());
  return std::optional(ScoredList{std::move(list), factory.scorer(node.list.field, weight)});
}

Result<CursorPtr> make_cursor(const TermNode& node, double boost, const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto term, single_list(node, boost, factory));
  if (!term) return CursorPtr();
  return factory.placed(std::make_unique<TermCursor>(std::move(term->list), term->scorer));
}

Status explain(const TermNode& node, double boost, Cursor&, Explainer& explainer,
               Explanation& result) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto list, node.list.open(explainer.segment()));
  segment::PostingCursor postings(list);
  postings.next_geq(explainer.doc());
  NEWSIDX_RETURN_IF_ERROR(postings.status());
  result.description += ": boost * idf * saturation, of:";
  explainer.add_boost(boost, result);
  explainer.add_idf(node.list, node.list.scored_frequency(), result);
  explainer.add_saturation(node.list.field, postings.freq(), result);
  return {};
}

void add_highlight_terms(const TermNode& node, double boost, HighlightTerms& terms) {
  if (node.list.field == Field::keyword) return;
  HighlightTerm& term = terms.add(node.list.field);
  term.slots.emplace_back().alternatives = {{query_term(node.list)}};
  term.weight = static_cast<float>(boost * terms.idf(node.list.scored_frequency()));
}

}  // namespace newsidx::search
