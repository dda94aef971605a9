#include "query/plan_node.h"

namespace newsidx::query {

std::string to_string(const PlanNode& node) {
  std::string out = std::visit([](const auto& op) { return to_string(op); }, node.op);
  if (node.boost != 1) {
    std::string boost = std::to_string(node.boost);
    boost.erase(boost.find_last_not_of('0') + 1);
    if (boost.back() == '.') boost.pop_back();
    out += '^' + boost;
  }
  return out;
}

void append_clauses(std::string& out, const char* name, const std::vector<PlanNode>& clauses) {
  if (clauses.empty()) return;
  if (out.back() != '(') out += ' ';
  out += name;
  for (const PlanNode& clause : clauses) out += ' ' + to_string(clause);
}

}  // namespace newsidx::query
