// query/plan_node.h
//
// A node of a plan: one of the operators in query/operator, with a boost. A new operator is a file
// there (its node and to_string()), a file of the same name in search/operator (how it is
// searched), and its place in the variant; whoever forgets a part of it without a
// default (search/operator/defaults.h) gets an error of the compiler.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "query/operator/all.h"
#include "query/operator/boolean.h"
#include "query/operator/dis_max.h"
#include "query/operator/filter.h"
#include "query/operator/in_body.h"
#include "query/operator/in_range.h"
#include "query/operator/near.h"
#include "query/operator/nothing.h"
#include "query/operator/phrase.h"
#include "query/operator/term.h"

namespace newsidx::query {

struct PlanNode {
  std::variant<NothingNode, AllNode, TermNode, PhraseNode, NearNode, InBodyNode, InRangeNode,
               FilterNode, DisMaxNode, BooleanNode>
      op;
  float boost = 1;

  /// The operator, if it is this one.
  template <class Operator>
  [[nodiscard]] const Operator* as() const noexcept {
    return std::get_if<Operator>(&op);
  }
  template <class Operator>
  [[nodiscard]] Operator* as() noexcept {
    return std::get_if<Operator>(&op);
  }
  [[nodiscard]] bool matches_nothing() const noexcept { return as<NothingNode>() != nullptr; }
};

/// One line: (should syria^2 "a b").
[[nodiscard]] std::string to_string(const PlanNode& node);

/// Appends the clauses behind a name, if there are any.
void append_clauses(std::string& out, const char* name, const std::vector<PlanNode>& clauses);

}  // namespace newsidx::query
