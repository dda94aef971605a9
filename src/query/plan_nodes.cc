#include "query/plan_nodes.h"

#include <utility>

namespace newsidx::query {

PlanNode node_of(ListRef list) {
  PlanNode node;
  if (list.document_frequency == 0) return node;
  node.kind = PlanNode::Kind::term;
  node.list = std::move(list);
  return node;
}

PlanNode dis_max(std::vector<PlanNode> ways) {
  if (ways.empty()) return {};
  if (ways.size() == 1) return std::move(ways[0]);
  PlanNode node;
  node.kind = PlanNode::Kind::dis_max;
  node.should = std::move(ways);
  return node;
}

void keep_to_body(PlanNode& node) {
  if (node.kind == PlanNode::Kind::term || node.kind == PlanNode::Kind::phrase) {
    PlanNode in_body;
    in_body.kind = PlanNode::Kind::in_body;
    in_body.boost = std::exchange(node.boost, 1);
    in_body.must.push_back(std::move(node));
    node = std::move(in_body);
    return;
  }
  for (PlanNode& child : node.must) keep_to_body(child);
  for (PlanNode& child : node.should) keep_to_body(child);
}

void add_must(PlanNode& group, PlanNode child) {
  if (child.kind != PlanNode::Kind::boolean || child.must.empty() || !child.should.empty()) {
    group.must.push_back(std::move(child));
    return;
  }
  for (PlanNode& inner : child.must) {
    inner.boost *= child.boost;
    group.must.push_back(std::move(inner));
  }
  for (PlanNode& inner : child.must_not) group.must_not.push_back(std::move(inner));
}

void add_should(std::vector<PlanNode>& should, PlanNode child) {
  const bool is_union =
      child.kind == PlanNode::Kind::boolean && child.must.empty() && child.must_not.empty();
  if (is_union) {
    for (PlanNode& inner : child.should) {
      inner.boost *= child.boost;
      add_should(should, std::move(inner));
    }
    return;
  }
  if (child.kind == PlanNode::Kind::term) {
    for (PlanNode& other : should) {
      if (other.kind == PlanNode::Kind::term && other.list.same_list(child.list)) {
        other.boost += child.boost;
        return;
      }
    }
  }
  should.push_back(std::move(child));
}

PlanNode simplified(PlanNode group, bool cannot_match, bool is_negation) {
  if (cannot_match) return {};
  if (group.must.empty() && group.should.empty()) {
    if (!is_negation) return {};
    PlanNode all;
    all.kind = PlanNode::Kind::all;
    group.must.push_back(std::move(all));
  }
  if (!group.must_not.empty()) return group;
  if (group.must.size() + group.should.size() > 1) return group;
  return std::move(group.must.empty() ? group.should[0] : group.must[0]);
}

}  // namespace newsidx::query
