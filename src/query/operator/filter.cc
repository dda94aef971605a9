#include "query/operator/filter.h"

#include "query/plan_node.h"

namespace newsidx::query {

std::string to_string(const FilterNode& node) {
  std::string out = "(";
  append_clauses(out, "filter", node.clauses);
  return out + ')';
}

}  // namespace newsidx::query
