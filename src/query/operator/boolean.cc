#include "query/operator/boolean.h"

#include "query/plan_node.h"

namespace newsidx::query {

std::string to_string(const BooleanNode& node) {
  std::string out = "(";
  append_clauses(out, "must", node.must);
  append_clauses(out, "should", node.should);
  append_clauses(out, "not", node.must_not);
  return out + ')';
}

}  // namespace newsidx::query
