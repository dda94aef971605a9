#include "search/operator/in_body.h"

#include "base/status_macros.h"
#include "search/cursor/body_cursor.h"
#include "search/operator/phrase.h"
#include "search/operator/term.h"
#include "segment/field.h"

namespace newsidx::search {

using query::InBodyNode;
using query::PhraseNode;
using query::TermNode;
using segment::Field;

namespace {

Result<CursorPtr> make_body_cursor(const PhraseNode& leaf, double boost,
                                   const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto phrase, make_phrase_cursor(leaf, boost, factory));
  if (phrase == nullptr) return CursorPtr();
  return CursorPtr(new BodyPhraseCursor(std::move(phrase), factory.segment().title_lengths(),
                                        factory.range().end, factory.pace()));
}

Result<CursorPtr> make_body_cursor(const TermNode& leaf, double boost,
                                   const CursorFactory& factory) {
  NEWSIDX_ASSIGN_OR_RETURN(auto text, single_list(leaf, boost, factory));
  if (!text) return CursorPtr();
  const bool is_caps = leaf.list.field == Field::text_caps;
  NEWSIDX_ASSIGN_OR_RETURN(
      auto title,
      factory.segment().find(is_caps ? Field::title_caps : Field::title, leaf.list.term));
  auto cursor = std::make_unique<TermCursor>(std::move(text->list), text->scorer);
  cursor->next_geq(factory.range().begin);
  return CursorPtr(new BodyTermCursor(std::move(cursor), std::move(title), factory.title_weight(),
                                      factory.range().end, factory.pace()));
}

}  // namespace

double score_limit(const InBodyNode& node, double boost, const Weights& weights) {
  return std::visit([&](const auto& leaf) { return score_limit(leaf, boost, weights); }, node.leaf);
}

// Looked up in the title's list, in the order of documents.
std::uint64_t estimated_cost(const InBodyNode& node, std::uint64_t document_count) {
  constexpr std::uint64_t kPostingsPerLookUp = 8;
  return kPostingsPerLookUp *
         std::visit([&](const auto& leaf) { return estimated_cost(leaf, document_count); },
                    node.leaf);
}

bool verifies_matches(const InBodyNode&) { return true; }

Result<CursorPtr> make_cursor(const InBodyNode& node, double boost, const CursorFactory& factory) {
  return std::visit([&](const auto& leaf) { return make_body_cursor(leaf, boost, factory); },
                    node.leaf);
}

Status explain(const InBodyNode& node, double boost, Cursor&, Explainer& explainer,
               Explanation& result) {
  result.description = "in the body:";
  std::vector<query::PlanNode> leaf(1);
  std::visit([&leaf](const auto& op) { leaf[0].op = op; }, node.leaf);
  return explainer.explain_clauses(leaf, boost, result);
}

void add_highlight_terms(const InBodyNode& node, double boost, HighlightTerms& terms) {
  const InBodyScope scope(terms);
  std::visit([&](const auto& leaf) { add_highlight_terms(leaf, boost, terms); }, node.leaf);
}

}  // namespace newsidx::search
