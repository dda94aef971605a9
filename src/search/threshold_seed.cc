#include "search/threshold_seed.h"

namespace newsidx::search {

using query::PlanNode;

// The rarest that is frequent enough: it weighs most.
std::optional<PlanNode> threshold_seed_term(const PlanNode& root, std::size_t k) {
  constexpr std::size_t kMaxWanted = 256;  // more take longer to find than they spare
  const bool is_union =
      root.kind == PlanNode::Kind::boolean && root.must.empty() && root.must_not.empty();
  if (!is_union || k == 0 || k > kMaxWanted) return std::nullopt;
  const PlanNode* rarest = nullptr;
  for (const PlanNode& node : root.should) {
    if (node.kind != PlanNode::Kind::term || node.list.document_frequency < k) continue;
    if (rarest == nullptr || node.list.document_frequency < rarest->list.document_frequency) {
      rarest = &node;
    }
  }
  if (rarest == nullptr) return std::nullopt;
  PlanNode term = *rarest;
  term.boost *= root.boost;
  return term;
}

}  // namespace newsidx::search
