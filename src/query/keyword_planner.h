// query/keyword_planner.h
//
// Fields that are no text: keyword fields by their whole value or by its words, `url:` by host or
// whole, `id:`.
#pragma once

#include <newsidx/result.h>

#include <string>
#include <vector>

#include "analysis/keyword_words.h"
#include "query/plan_builder.h"
#include "query/statistics/statistics_source.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

class KeywordPlanner {
 public:
  explicit KeywordPlanner(PlanBuilder& builder) : builder_(builder) {}

  /// Does the index have a field of this name (in whichever case it is written)?
  /// @param value  what stands behind it
  /// @errors invalid_argument  no, but one that is written alike (a slip), or it is one of
  ///                           other systems
  ///         cancelled, corruption, io
  [[nodiscard]] Result<bool> has_field(const std::string& name, const std::string& value) const;

  /// Is there a keyword field of exactly this name?
  [[nodiscard]] Result<bool> is_keyword_field(const std::string& name) const;

  /// A word or phrase: articles with this value, or with all of its words in one value or several.
  [[nodiscard]] Status plan(const SyntaxLeaf& leaf, PlanNode& out);

  /// The start of a value, or of a word of one.
  [[nodiscard]] Result<Expansion> expand(const SyntaxLeaf& leaf) const;

 private:
  [[nodiscard]] Status plan_term(std::string term, PlanNode& out);
  [[nodiscard]] Status plan_word(const std::string& name, const std::string& word, PlanNode& out);
  [[nodiscard]] Status plan_all_of(const std::string& name, const std::vector<std::string>& words,
                                   PlanNode& out);
  [[nodiscard]] Status plan_part(const std::string& name, const std::string& part, PlanNode& out);
  [[nodiscard]] Status plan_compound(const std::string& name,
                                     const analysis::KeywordCompound& compound, PlanNode& out);
  [[nodiscard]] Status plan_value(const std::string& name, const std::string& value, PlanNode& out);
  [[nodiscard]] Status plan_url(const std::string& url, PlanNode& out);
  [[nodiscard]] Status plan_id(const std::string& id, PlanNode& out);

  PlanBuilder& builder_;
};

}  // namespace newsidx::query
