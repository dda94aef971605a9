#include "search/operator/boolean.h"

#include <algorithm>
#include <limits>

#include "base/status_macros.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/cursor/union_cursor.h"

namespace newsidx::search {

using query::BooleanNode;
using query::PlanNode;

double score_limit(const BooleanNode& node, double boost, const Weights& weights) {
  double sum = 0;
  for (const PlanNode& clause : node.must) sum += score_limit(clause, boost, weights);
  for (const PlanNode& clause : node.should) sum += score_limit(clause, boost, weights);
  return sum;
}

// The rarest clause leads, and each of the others is looked up.
std::uint64_t estimated_cost(const BooleanNode& node, std::uint64_t document_count) {
  constexpr std::uint64_t kPostingsPerLookUp = 64;
  if (node.must.empty()) {
    std::uint64_t sum = 0;
    for (const PlanNode& clause : node.should) sum += estimated_cost(clause, document_count);
    return sum;
  }
  std::uint64_t rarest = std::numeric_limits<std::uint64_t>::max();
  for (const PlanNode& clause : node.must) {
    rarest = std::min(rarest, estimated_cost(clause, document_count));
  }
  return rarest * (1 + kPostingsPerLookUp * (node.must.size() + node.should.size() - 1));
}

Result<CursorPtr> make_cursor(const BooleanNode& node, double boost, const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto must, factory.make_all(node.must, boost));
  if (!must.complete) return CursorPtr();
  NEWSIDX_ASSIGN_OR_RETURN(auto should, factory.make_all(node.should, boost));
  NEWSIDX_ASSIGN_OR_RETURN(auto must_not,
                           factory.make_all(node.must_not, CursorFactory::kUnscored));
  if (must.cursors.empty()) {
    if (should.cursors.empty()) return CursorPtr();
    CursorPtr any(new UnionCursor(std::move(should.cursors), Combine::sum));
    if (must_not.cursors.empty()) return any;
    must.cursors.push_back(std::move(any));
    should.cursors.clear();
  }
  return CursorPtr(new ConjunctionCursor(std::move(must.cursors), std::move(should.cursors),
                                         std::move(must_not.cursors), factory.range().end,
                                         factory.pace()));
}

Status explain(const BooleanNode& node, double boost, Cursor&, Explainer& explainer,
               Explanation& result) {
  result.description = "sum of:";
  NEWSIDX_RETURN_IF_ERROR(explainer.explain_clauses(node.must, boost, result));
  return explainer.explain_clauses(node.should, boost, result);
}

void add_highlight_terms(const BooleanNode& node, double boost, HighlightTerms& terms) {
  for (const PlanNode& clause : node.must) add_highlight_terms(clause, boost, terms);
  for (const PlanNode& clause : node.should) add_highlight_terms(clause, boost, terms);
}

}  // namespace newsidx::search
