// query/operator/dis_max.h: documents of any of several clauses, with the best of their scores.
#pragma once

#include <string>
#include <vector>

namespace newsidx::query {

struct PlanNode;

struct DisMaxNode {
  std::vector<PlanNode> clauses;
};

/// (any syria "a b")
[[nodiscard]] std::string to_string(const DisMaxNode& node);

}  // namespace newsidx::query
