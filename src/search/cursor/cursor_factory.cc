#include "search/cursor/cursor_factory.h"

#include "base/try.h"
#include "search/cursor/all_cursor.h"
#include "search/cursor/body_cursor.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/cursor/phrase_lists.h"
#include "search/cursor/slot_phrase_cursor.h"
#include "search/cursor/term_cursor.h"
#include "search/cursor/union_cursor.h"
#include "search/cursor/word_phrase_cursor.h"
#include "segment/field.h"

namespace newsidx::search {

using query::PlanNode;
using segment::Field;

// On its first document of the range.
CursorPtr CursorFactory::placed(CursorPtr cursor) const {
  cursor->next_geq(range_.begin);
  return cursor;
}

Result<CursorPtr> CursorFactory::make(const PlanNode& node, double boost) const {
  boost *= node.boost;
  switch (node.kind) {
    case PlanNode::Kind::nothing: return CursorPtr();
    case PlanNode::Kind::all: return placed(CursorPtr(new AllCursor(segment_.document_count())));
    case PlanNode::Kind::term: {
      NEWSIDX_ASSIGN_OR_RETURN(auto term, term_list(node, boost));
      if (!term) return CursorPtr();
      return placed(CursorPtr(new TermCursor(std::move(term->list), term->scorer)));
    }
    case PlanNode::Kind::phrase: return make_phrase(node, boost);
    case PlanNode::Kind::in_body: return make_in_body(node.must[0], boost);
    case PlanNode::Kind::alternatives: {
      NEWSIDX_ASSIGN_OR_RETURN(Parts ways, make_all(node.should, boost));
      if (ways.cursors.empty()) return CursorPtr();
      return CursorPtr(new UnionCursor(std::move(ways.cursors), Combine::best));
    }
    case PlanNode::Kind::boolean: return make_boolean(node, boost);
  }
  return CursorPtr();
}

Result<CursorFactory::Parts> CursorFactory::make_all(const std::vector<PlanNode>& nodes,
                                                     double boost) const {
  constexpr std::uint64_t kWorkPerCursor = 256;
  Parts parts;
  for (const PlanNode& node : nodes) {
    if (pace_ != nullptr && pace_->ends_after(kWorkPerCursor)) return interrupted();
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, make(node, boost));
    if (cursor != nullptr) {
      parts.cursors.push_back(std::move(cursor));
    } else {
      parts.complete = false;
    }
  }
  return parts;
}

TermScorer CursorFactory::scorer(Field field, double weight) const {
  const SaturationGrid& grid = weights_.grid(field);
  const double average =
      field == Field::keyword
          ? 1
          : segment_.info().field(is_of_title(field) ? Field::title : Field::text).average_length();
  const auto [k1, b] = segment_.info().impact_parameters;
  const bool has_impacts = grid.parameters() == Bm25Parameters{k1, field == Field::keyword ? 0 : b};
  return {weight, scale_, grid, segment_.norms(field), average, has_impacts};
}

Result<std::optional<CursorFactory::TermList>> CursorFactory::term_list(const PlanNode& node,
                                                                        double boost) const {
  NEWSIDX_ASSIGN_OR_RETURN(auto list, node.list.open(segment_));
  if (list == nullptr) return std::optional<TermList>();
  const TermScorer term = scorer(node.list.field, weights_.term_weight(node, boost));
  return std::optional(TermList{std::move(list), term});
}

Result<std::optional<CursorFactory::TermList>> CursorFactory::single_list(const PlanNode& node,
                                                                          double boost) const {
  if (node.kind == PlanNode::Kind::term) return term_list(node, boost);
  if (!with_pairs_ || !is_pair(segment_, node)) return std::optional<TermList>();
  NEWSIDX_ASSIGN_OR_RETURN(auto phrase, open_phrase(segment_, node, with_pairs_));
  if (!phrase) return std::optional<TermList>();
  return std::optional(TermList{std::move(phrase->pairs[0]), phrase_scoring(node, boost).scorer});
}

PhraseScoring CursorFactory::phrase_scoring(const PlanNode& node, double boost) const {
  const Field field = node.slots[0].alternatives[0][0].field;
  const bool weigh_title = title_weight_ > 1 && (field == Field::text || field == Field::text_caps);
  return {scorer(field, weights_.phrase_weight(node, boost)),
          weigh_title ? segment_.title_lengths() : std::span<const std::uint32_t>(), title_weight_};
}

Result<CursorPtr> CursorFactory::make_phrase(const PlanNode& node, double boost) const {
  if (with_pairs_ && is_pair(segment_, node)) {
    NEWSIDX_ASSIGN_OR_RETURN(auto pair, single_list(node, boost));
    if (!pair) return CursorPtr();
    return placed(CursorPtr(new TermCursor(std::move(pair->list), pair->scorer)));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto phrase, make_phrase_of_positions(node, boost));
  return CursorPtr(std::move(phrase));
}

// Also of a pair, whose list does not tell where.
Result<std::unique_ptr<PhraseCursor>> CursorFactory::make_phrase_of_positions(const PlanNode& node,
                                                                              double boost) const {
  using Made = std::unique_ptr<PhraseCursor>;
  if (has_words_alone(node)) {
    const bool with_pairs = with_pairs_ && !is_pair(segment_, node);
    NEWSIDX_ASSIGN_OR_RETURN(const auto phrase, open_phrase(segment_, node, with_pairs));
    if (!phrase) return Made();
    return Made(new WordPhraseCursor(*phrase, phrase_scoring(node, boost), range_, pace_));
  }
  std::vector<OccurrencesPtr> slots;
  for (const query::PhraseSlot& slot : node.slots) {
    NEWSIDX_ASSIGN_OR_RETURN(OccurrencesPtr occurrences, make_slot(slot));
    if (occurrences == nullptr) return Made();
    slots.push_back(std::move(occurrences));
  }
  return Made(
      new SlotPhraseCursor(std::move(slots), phrase_scoring(node, boost), range_.end, pace_));
}

Result<CursorPtr> CursorFactory::make_in_body(const PlanNode& leaf, double boost) const {
  boost *= leaf.boost;
  if (leaf.kind == PlanNode::Kind::phrase) {
    NEWSIDX_ASSIGN_OR_RETURN(auto phrase, make_phrase_of_positions(leaf, boost));
    if (phrase == nullptr) return CursorPtr();
    return CursorPtr(
        new BodyPhraseCursor(std::move(phrase), segment_.title_lengths(), range_.end, pace_));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto text, term_list(leaf, boost));
  if (!text) return CursorPtr();
  const bool is_caps = leaf.list.field == Field::text_caps;
  NEWSIDX_ASSIGN_OR_RETURN(
      auto title, segment_.find(is_caps ? Field::title_caps : Field::title, leaf.list.term));
  auto cursor = std::make_unique<TermCursor>(std::move(text->list), text->scorer);
  cursor->next_geq(range_.begin);
  return CursorPtr(
      new BodyTermCursor(std::move(cursor), std::move(title), title_weight_, range_.end, pace_));
}

Result<OccurrencesPtr> CursorFactory::make_slot(const query::PhraseSlot& slot) const {
  std::vector<OccurrencesPtr> ways;
  for (const auto& sequence : slot.alternatives) {
    NEWSIDX_ASSIGN_OR_RETURN(OccurrencesPtr way, make_sequence(sequence));
    if (way != nullptr) ways.push_back(std::move(way));
  }
  if (ways.empty()) return OccurrencesPtr();
  if (ways.size() == 1) return std::move(ways[0]);
  return OccurrencesPtr(new AnyOccurrences(std::move(ways)));
}

Result<OccurrencesPtr> CursorFactory::make_sequence(
    const std::vector<query::ListRef>& lists) const {
  std::vector<OccurrencesPtr> parts;
  for (const query::ListRef& list : lists) {
    NEWSIDX_ASSIGN_OR_RETURN(auto found, list.open(segment_));
    if (found == nullptr) return OccurrencesPtr();
    parts.push_back(std::make_unique<TermOccurrences>(std::move(found), range_.begin));
  }
  if (parts.size() == 1) return std::move(parts[0]);
  return OccurrencesPtr(new SequenceOccurrences(std::move(parts), range_.end, pace_));
}

Result<CursorPtr> CursorFactory::make_boolean(const PlanNode& node, double boost) const {
  NEWSIDX_ASSIGN_OR_RETURN(Parts must, make_all(node.must, boost));
  if (!must.complete) return CursorPtr();
  NEWSIDX_ASSIGN_OR_RETURN(Parts should, make_all(node.should, boost));
  NEWSIDX_ASSIGN_OR_RETURN(Parts must_not, make_all(node.must_not, kUnscored));
  if (must.cursors.empty()) {
    if (should.cursors.empty()) return CursorPtr();
    CursorPtr any(new UnionCursor(std::move(should.cursors), Combine::sum));
    if (must_not.cursors.empty()) return any;
    must.cursors.push_back(std::move(any));
    should.cursors.clear();
  }
  return CursorPtr(new ConjunctionCursor(std::move(must.cursors), std::move(should.cursors),
                                         std::move(must_not.cursors), range_.end, pace_));
}

}  // namespace newsidx::search
