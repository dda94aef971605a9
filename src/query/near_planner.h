// query/near_planner.h
//
// Nodes of a plan to nodes that ask where their words stand. They score as they do without it: a
// NEAR/5 b as a AND b, a NOT NEAR/5 b as a.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan_builder.h"
#include "query/plan_node.h"
#include "query/syntax/syntax_tree.h"
#include "query/word_planner.h"
#include "segment/field.h"

namespace newsidx::query {

/// Where the words of a node stand: of terms, phrases, any of several. Nothing for what has no
/// place in a text (fields, ranges, all articles) or asks for several words at once.
[[nodiscard]] std::optional<Places> places_of(const PlanNode& node);

/// Of all terms and phrases only what is in the title or the first paragraph.
void keep_to_lead(PlanNode& node);

/// The text of a phrase, cut where any word may stand: "a * b c" is "a" and "b c", one word before
/// it. A star between numbers, and one that no word stands before or behind, is text.
struct PhrasePiece {
  std::string_view text;
  std::uint32_t words_before = 0;
};
[[nodiscard]] std::vector<PhrasePiece> phrase_pieces(std::string_view text);

class NearPlanner {
 public:
  /// Plans an operand. @return false when it says nothing
  using PlanOperand = std::function<Result<bool>(const SyntaxNode&, PlanNode&)>;

  NearPlanner(PlanBuilder& builder, WordPlanner& words) : builder_(builder), words_(words) {}

  /// Of the operands, what has no word is left out.
  /// @errors invalid_argument  an operand that has no place in a text: a field, a range
  [[nodiscard]] Result<bool> plan(const NearSyntax& near, const PlanOperand& plan_operand,
                                  PlanNode& out);
  [[nodiscard]] Result<bool> plan(const AtLeastSyntax& at_least, const PlanOperand& plan_operand,
                                  PlanNode& out);
  /// A phrase with a distance, or with stars. @return as WordPlanner::plan()
  [[nodiscard]] Result<bool> plan_phrase(const PhraseSyntax& phrase, segment::Field field,
                                         PlanNode& out);
  /// Warns where the index does not know the parts of texts, as one that was analysed plainly.
  [[nodiscard]] Status check_parts();

 private:
  PlanBuilder& builder_;
  WordPlanner& words_;
};

}  // namespace newsidx::query
