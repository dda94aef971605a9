#include "search/operator/dis_max.h"

#include <algorithm>

#include "base/status_macros.h"
#include "search/cursor/union_cursor.h"

namespace newsidx::search {

using query::DisMaxNode;
using query::PlanNode;

double score_limit(const DisMaxNode& node, double boost, const Weights& weights) {
  double best = 0;
  for (const PlanNode& clause : node.clauses) {
    best = std::max(best, score_limit(clause, boost, weights));
  }
  return best;
}

std::uint64_t estimated_cost(const DisMaxNode& node, std::uint64_t document_count) {
  std::uint64_t sum = 0;
  for (const PlanNode& clause : node.clauses) sum += estimated_cost(clause, document_count);
  return sum;
}

Result<CursorPtr> make_cursor(const DisMaxNode& node, double boost, const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto alternatives, factory.make_all(node.clauses, boost));
  if (alternatives.cursors.empty()) return CursorPtr();
  return CursorPtr(new UnionCursor(std::move(alternatives.cursors), Combine::dis_max));
}

Status explain(const DisMaxNode& node, double boost, Cursor&, Explainer& explainer,
               Explanation& result) {
  result.description = "best of:";
  return explainer.explain_clauses(node.clauses, boost, result);
}

void add_highlight_terms(const DisMaxNode& node, double boost, HighlightTerms& terms) {
  for (const PlanNode& clause : node.clauses) add_highlight_terms(clause, boost, terms);
}

}  // namespace newsidx::search
