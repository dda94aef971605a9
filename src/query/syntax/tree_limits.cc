#include "query/syntax/tree_limits.h"

#include "base/status_macros.h"
#include "query/syntax/parser.h"
#include "query/syntax/syntax_error.h"

namespace newsidx::query {

Status check_tree(std::string_view query, const SyntaxNode& node, std::size_t depth, float boost) {
  if (depth > kMaxDepth) {
    return syntax_error(query, node.place, "the query is nested deeper than 64", "a flatter query",
                        ErrorCode::limit);
  }
  boost *= node.boost;
  if (boost < kMinBoost || boost > kMaxBoost) {
    return syntax_error(query, node.place, "the boosts around one another are out of range",
                        "a product from 0.001 to 1000");
  }
  for (const SyntaxClause& clause : node.clauses()) {
    NEWSIDX_RETURN_IF_ERROR(check_tree(query, clause.node, depth + 1, boost));
  }
  return {};
}

}  // namespace newsidx::query
