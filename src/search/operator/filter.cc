#include "search/operator/filter.h"

#include <memory>
#include <utility>

#include "base/status_macros.h"
#include "search/cursor/union_cursor.h"
#include "search/cursor/unscored_cursor.h"

namespace newsidx::search {

using query::FilterNode;

std::uint64_t estimated_cost(const FilterNode& node, std::uint64_t document_count) {
  std::uint64_t sum = 0;
  for (const query::PlanNode& clause : node.clauses) sum += estimated_cost(clause, document_count);
  return sum;
}

Result<CursorPtr> make_cursor(const FilterNode& node, double, const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto any, factory.make_all(node.clauses, CursorFactory::kUnscored));
  if (any.cursors.empty()) return CursorPtr();
  CursorPtr one = any.cursors.size() == 1
                      ? std::move(any.cursors[0])
                      : std::make_unique<UnionCursor>(std::move(any.cursors), Combine::sum);
  return CursorPtr(new UnscoredCursor(std::move(one)));
}

Status explain(const FilterNode& node, double, Cursor&, Explainer&, Explanation& result) {
  result.description = to_string(node) + ": a filter, without score";
  return {};
}

}  // namespace newsidx::search
