// query/filter_planner.h
//
// Fields and ranges beside what is looked for: "china source:reuters date:2016-08" finds the
// articles on China that have both, with the scores that they have without them.
//
//   beside words, or joined by AND   filters; the same field twice is either, with "+" both
//   under OR                         matches, with score 0
//   alone                            keyword fields are what is looked for, and score; ranges are
//                                    all articles in them
#pragma once

#include <newsidx/result.h>

#include <optional>
#include <string>
#include <vector>

#include "query/keyword_planner.h"
#include "query/plan_builder.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// A group of clauses, taken apart.
struct FilteredQuery {
  struct Filter {
    std::string field;                         ///< empty: of several
    std::vector<const SyntaxClause*> clauses;  ///< of which one has to match
    bool is_required = false;                  ///< stands by itself
  };
  BooleanSyntax rest;  ///< as it would be without the filters
  std::vector<Filter> filters;
};

class FilterPlanner {
 public:
  /// @param root  of the query; all must outlive it
  FilterPlanner(PlanBuilder& builder, const KeywordPlanner& keywords, const SyntaxNode& root)
      : builder_(builder), keywords_(keywords), root_(root) {}

  /// Does the query look for words, not for fields and ranges alone? @errors cancelled, corruption,
  /// io; invalid_argument  a field that is written like one of the index
  [[nodiscard]] Result<bool> has_text();

  /// @errors invalid_argument  there is no such time zone
  [[nodiscard]] Status check_time_zone() const;

  /// Has the group filters among its clauses?
  [[nodiscard]] Result<bool> narrow(const BooleanSyntax& group) const;
  /// @return views of `group`
  [[nodiscard]] Result<FilteredQuery> split(const BooleanSyntax& group) const;

  /// Adds a filter to what must match. @param alternatives  of which one has to
  [[nodiscard]] Status add(const FilteredQuery::Filter& filter, std::vector<PlanNode> alternatives,
                           BooleanNode& group);

  /// The field of all its words; empty: they are of several. "date" of both date fields.
  [[nodiscard]] std::string field_of(const SyntaxNode& node) const;

  /// Says of the plan that it is narrowed so.
  void note_applied(const FilteredQuery::Filter& filter);

  /// Takes the score of a field, where the query looks for words.
  [[nodiscard]] Status unscore(PlanNode& node);

  /// @return false: a dotted range behind what is no field is text
  /// @errors invalid_argument  no such field; numbers that are none; no such time zone
  [[nodiscard]] Result<bool> plan_range(const RangeSyntax& range, PlanNode& out);

 private:
  [[nodiscard]] Result<bool> is_filter(const SyntaxNode& node) const;
  [[nodiscard]] Result<bool> looks_for_words(const SyntaxNode& node) const;
  [[nodiscard]] Status plan_dates(const RangeSyntax& range, PlanNode& out);
  [[nodiscard]] Status plan_numbers(const RangeSyntax& range, PlanNode& out);

  PlanBuilder& builder_;
  const KeywordPlanner& keywords_;
  const SyntaxNode& root_;
  std::optional<bool> has_text_;
};

}  // namespace newsidx::query
