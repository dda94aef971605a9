// query/operator/filter.h: documents of any of several clauses, with score 0: fields and ranges
// beside what is looked for, which decide and do not score.
#pragma once

#include <string>
#include <vector>

namespace newsidx::query {

struct PlanNode;

struct FilterNode {
  std::vector<PlanNode> clauses;
};

/// (filter source=ap source=afp)
[[nodiscard]] std::string to_string(const FilterNode& node);

}  // namespace newsidx::query
