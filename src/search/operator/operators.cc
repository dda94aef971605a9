#include "search/operator/operators.h"

#include <algorithm>

#include "search/operator/all.h"
#include "search/operator/boolean.h"
#include "search/operator/defaults.h"
#include "search/operator/dis_max.h"
#include "search/operator/filter.h"
#include "search/operator/in_body.h"
#include "search/operator/in_range.h"
#include "search/operator/near.h"
#include "search/operator/nothing.h"
#include "search/operator/phrase.h"
#include "search/operator/term.h"

namespace newsidx::search {

using query::PlanNode;

double score_limit(const PlanNode& node, double boost, const Weights& weights) {
  return std::visit([&](const auto& op) { return score_limit(op, boost * node.boost, weights); },
                    node.op);
}

ScoreQuantizer quantizer_of(const PlanNode& root, const Weights& weights) {
  constexpr double kLeast = 1e-30;  // a query of "*" alone has no weight at all
  return ScoreQuantizer(std::max(score_limit(root, 1, weights), kLeast));
}

std::uint64_t estimated_cost(const PlanNode& node, std::uint64_t document_count) {
  return std::visit([&](const auto& op) { return estimated_cost(op, document_count); }, node.op);
}

bool verifies_matches(const PlanNode& node) {
  return std::visit([](const auto& op) { return verifies_matches(op); }, node.op);
}

bool is_one_list(const PlanNode& node, const segment::SegmentReader& segment) {
  return std::visit([&](const auto& op) { return is_one_list(op, segment); }, node.op);
}

Result<std::optional<ScoredList>> single_list(const PlanNode& node, double boost,
                                              const CursorFactory& factory) {
  return std::visit([&](const auto& op) { return single_list(op, boost * node.boost, factory); },
                    node.op);
}

Result<CursorPtr> make_cursor(const PlanNode& node, double boost, const CursorFactory& factory) {
  return std::visit([&](const auto& op) { return make_cursor(op, boost * node.boost, factory); },
                    node.op);
}

Status explain(const PlanNode& node, double boost, Cursor& cursor, Explainer& explainer,
               Explanation& result) {
  return std::visit(
      [&](const auto& op) { return explain(op, boost * node.boost, cursor, explainer, result); },
      node.op);
}

void add_highlight_terms(const PlanNode& node, double boost, HighlightTerms& terms) {
  std::visit([&](const auto& op) { add_highlight_terms(op, boost * node.boost, terms); }, node.op);
}

}  // namespace newsidx::search
