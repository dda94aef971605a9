#include "search/threshold_seed.h"

namespace newsidx::search {

using query::PlanNode;

// The rarest that is frequent enough: it weighs most.
std::optional<PlanNode> threshold_seed_term(const PlanNode& root, std::size_t k) {
  constexpr std::size_t kMaxWanted = 256;  // more take longer to find than they spare
  const auto* const group = root.as<query::BooleanNode>();
  if (group == nullptr || !group->is_union() || k == 0 || k > kMaxWanted) return std::nullopt;
  const PlanNode* rarest = nullptr;
  std::uint64_t least = 0;
  for (const PlanNode& node : group->should) {
    const auto* const term = node.as<query::TermNode>();
    if (term == nullptr) continue;
    const std::uint64_t frequency = term->list.local_frequency();
    if (frequency < k) continue;
    if (rarest == nullptr || frequency < least) {
      rarest = &node;
      least = frequency;
    }
  }
  if (rarest == nullptr) return std::nullopt;
  PlanNode term = *rarest;
  term.boost *= root.boost;
  return term;
}

}  // namespace newsidx::search
