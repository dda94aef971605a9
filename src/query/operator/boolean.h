// query/operator/boolean.h: all of `must`, none of `must_not`, any of `should` (one at least if
// there is no `must`); the sum of the scores.
#pragma once

#include <string>
#include <vector>

namespace newsidx::query {

struct PlanNode;

struct BooleanNode {
  std::vector<PlanNode> must;
  std::vector<PlanNode> should;
  std::vector<PlanNode> must_not;

  /// Documents of any clause.
  [[nodiscard]] bool is_union() const noexcept { return must.empty() && must_not.empty(); }
};

/// (must syria should "a b" not oil)
[[nodiscard]] std::string to_string(const BooleanNode& node);

}  // namespace newsidx::query
