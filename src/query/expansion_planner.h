// query/expansion_planner.h
//
// What stands for several words (a prefix, a wildcard, a fuzzy word, a regular expression) to the
// best of their lists.
#pragma once

#include <newsidx/result.h>

#include <string>

#include "query/expansion.h"
#include "query/plan_builder.h"
#include "query/plan_node.h"
#include "query/syntax/syntax_tree.h"
#include "query/word_planner.h"
#include "segment/field.h"

namespace newsidx::query {

class ExpansionPlanner {
 public:
  ExpansionPlanner(PlanBuilder& builder, WordPlanner& words) : builder_(builder), words_(words) {}

  /// In title and body. @return false when it says nothing (a star alone)
  /// @errors limit, cancelled, corruption, io
  [[nodiscard]] Result<bool> plan(const PrefixSyntax& prefix, segment::Field field, PlanNode& out);
  /// What has wildcards may be a name, too: E*Trade.
  [[nodiscard]] Result<bool> plan(const PatternSyntax& pattern, segment::Field field,
                                  PlanNode& out);

  /// The words that were found, of a keyword field, too.
  [[nodiscard]] Status plan_expansion(const PrefixSyntax& prefix, Expansion expansion,
                                      PlanNode& out);

 private:
  [[nodiscard]] Status plan_lists(const SyntaxLeaf& leaf, std::string written, const char* hint,
                                  Expansion expansion, PlanNode& out);
  [[nodiscard]] bool has_units(const std::string& text, bool at_begin) const;

  PlanBuilder& builder_;
  WordPlanner& words_;
};

}  // namespace newsidx::query
