#include "query/plan_nodes.h"

#include <utility>
#include <variant>

namespace newsidx::query {

PlanNode node_of(ListRef list) {
  if (list.document_frequency == 0) return {};
  return {TermNode{std::move(list)}};
}

PlanNode dis_max(std::vector<PlanNode> alternatives) {
  if (alternatives.empty()) return {};
  if (alternatives.size() == 1) return std::move(alternatives[0]);
  return {DisMaxNode{std::move(alternatives)}};
}

namespace {

// Each operator says what becomes of it; a new one has to.
struct KeptToBody {
  PlanNode& node;

  void operator()(NothingNode&) const {}
  void operator()(AllNode&) const {}
  void operator()(InBodyNode&) const {}
  void operator()(InRangeNode&) const {}  // of no text
  void operator()(FilterNode&) const {}
  void operator()(TermNode& term) const {
    TermNode leaf = std::move(term);
    node.op = InBodyNode{std::move(leaf)};
  }
  void operator()(PhraseNode& phrase) const {
    PhraseNode leaf = std::move(phrase);
    node.op = InBodyNode{std::move(leaf)};
  }
  void operator()(NearNode& near) const {
    for (PlanNode& clause : near.must) keep_to_body(clause);
    keep_to(TextPart::body, near.places);
  }
  void operator()(DisMaxNode& any) const {
    for (PlanNode& clause : any.clauses) keep_to_body(clause);
  }
  void operator()(BooleanNode& group) const {
    for (PlanNode& clause : group.must) keep_to_body(clause);
    for (PlanNode& clause : group.should) keep_to_body(clause);
  }
};

}  // namespace

void keep_to_body(PlanNode& node) { std::visit(KeptToBody{node}, node.op); }

void add_must(BooleanNode& group, PlanNode child) {
  auto* const inner = child.as<BooleanNode>();
  if (inner == nullptr || inner->must.empty() || !inner->should.empty()) {
    group.must.push_back(std::move(child));
    return;
  }
  for (PlanNode& clause : inner->must) {
    clause.boost *= child.boost;
    group.must.push_back(std::move(clause));
  }
  for (PlanNode& clause : inner->must_not) group.must_not.push_back(std::move(clause));
}

void add_should(std::vector<PlanNode>& should, PlanNode child) {
  if (auto* const inner = child.as<BooleanNode>(); inner != nullptr && inner->is_union()) {
    for (PlanNode& clause : inner->should) {
      clause.boost *= child.boost;
      add_should(should, std::move(clause));
    }
    return;
  }
  if (const auto* const term = child.as<TermNode>()) {
    for (PlanNode& other : should) {
      const auto* const known = other.as<TermNode>();
      if (known != nullptr && known->list.same_list(term->list)) {
        other.boost += child.boost;
        return;
      }
    }
  }
  should.push_back(std::move(child));
}

PlanNode simplified(BooleanNode group, bool cannot_match, bool is_negation) {
  if (cannot_match) return {};
  if (group.must.empty() && group.should.empty()) {
    if (!is_negation) return {};
    group.must.push_back({AllNode()});
  }
  if (!group.must_not.empty() || group.must.size() + group.should.size() > 1) {
    return {std::move(group)};
  }
  return std::move(group.must.empty() ? group.should[0] : group.must[0]);
}

}  // namespace newsidx::query
