#include "query/operator/dis_max.h"

#include "query/plan_node.h"

namespace newsidx::query {

std::string to_string(const DisMaxNode& node) {
  std::string out = "(";
  append_clauses(out, "any", node.clauses);
  return out + ')';
}

}  // namespace newsidx::query
