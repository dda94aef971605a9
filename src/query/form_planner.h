// query/form_planner.h
//
// "=word", caps(word) and the like: nodes of a plan to nodes that ask how their words are written.
// They score as they do without it (near_planner.h): =economics as economics, whose occurrences in
// other forms of the word count, too.
//
// Which forms of a term a word asks for is told by analysing it as a text: the surfaces that the
// tokens of its terms have.
#pragma once

#include <newsidx/result.h>

#include "query/plan_builder.h"
#include "query/plan_node.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

class FormPlanner {
 public:
  explicit FormPlanner(PlanBuilder& builder) : builder_(builder) {}

  /// The text of the leaf in small letters, so that capitals in it mean nothing of their own.
  template <class Leaf>
  [[nodiscard]] Leaf in_small_letters(Leaf leaf) const {
    leaf.text = builder_.fold(leaf.text);
    return leaf;
  }

  /// Keeps the places of all words of a node, which was planned of the leaf for title and body or
  /// for the title, to those that are written as it says.
  /// @errors cancelled, corruption, io, limit
  [[nodiscard]] Status keep(const SyntaxLeaf& leaf, PlanNode& node);

  /// Of a word that is to be written in a certain way in a field of names, which are kept without.
  void remark_on_value(const SyntaxLeaf& leaf);

 private:
  PlanBuilder& builder_;
};

}  // namespace newsidx::query
