#include "search/operator/phrase.h"

#include <algorithm>
#include <limits>

#include "base/status_macros.h"
#include "search/cursor/term_cursor.h"
#include "search/phrase/exact_phrase_cursor.h"
#include "search/phrase/form_positions.h"
#include "search/phrase/multi_phrase_cursor.h"
#include "search/phrase/phrase_lists.h"
#include "segment/field.h"

namespace newsidx::search {

using query::ListRef;
using query::PhraseNode;
using query::PhraseSlot;
using segment::Field;

namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

PhraseScoring scoring(const PhraseNode& node, double boost, const CursorFactory& factory) {
  const Field field = node.field();
  const bool weigh_title =
      factory.title_weight() > 1 && (field == Field::text || field == Field::text_caps);
  return {factory.scorer(field, score_limit(node, boost, factory.weights())),
          weigh_title ? factory.segment().title_lengths() : std::span<const std::uint32_t>(),
          factory.title_weight()};
}

Result<PositionsCursorPtr> make_sequence(const std::vector<ListRef>& lists,
                                         const CursorFactory& factory) {
  std::vector<PositionsCursorPtr> parts;
  for (const ListRef& list : lists) {
    NEWSIDX_ASSIGN_OR_RETURN(auto found, list.open(factory.segment()));
    if (found == nullptr) return PositionsCursorPtr();
    if (list.form != nullptr) {
      NEWSIDX_ASSIGN_OR_RETURN(parts.emplace_back(),
                               FormPositions::open(factory.segment(), list.term, std::move(found),
                                                   list.form, factory.range().begin));
      continue;
    }
    parts.push_back(std::make_unique<TermPositions>(std::move(found), factory.range().begin));
  }
  if (parts.size() == 1) return std::move(parts[0]);
  return PositionsCursorPtr(
      new PositionSequence(std::move(parts), factory.range().end, factory.pace()));
}

}  // namespace

Result<PositionsCursorPtr> make_positions(const PhraseSlot& slot, const CursorFactory& factory) {
  std::vector<PositionsCursorPtr> alternatives;
  for (const auto& sequence : slot.alternatives) {
    NEWSIDX_ASSIGN_OR_RETURN(PositionsCursorPtr alternative, make_sequence(sequence, factory));
    if (alternative != nullptr) alternatives.push_back(std::move(alternative));
  }
  if (alternatives.empty()) return PositionsCursorPtr();
  if (alternatives.size() == 1) return std::move(alternatives[0]);
  return PositionsCursorPtr(new PositionUnion(std::move(alternatives)));
}

std::uint64_t slot_frequency(const PhraseSlot& slot) {
  std::uint64_t frequency = 0;
  for (const auto& sequence : slot.alternatives) {
    std::uint64_t rarest = kUnlimited;
    for (const ListRef& list : sequence) rarest = std::min(rarest, list.scored_frequency());
    frequency = std::max(frequency, rarest);
  }
  return frequency;
}

double score_limit(const PhraseNode& node, double boost, const Weights& weights) {
  double sum = 0;
  for (const PhraseSlot& slot : node.slots) {
    sum += weights.idf(slot.alternatives[0][0].field, slot_frequency(slot));
  }
  return boost * sum;
}

// The rarest word leads; its documents are looked up in the lists of the others, and in positions.
std::uint64_t estimated_cost(const PhraseNode& node, std::uint64_t) {
  constexpr std::uint64_t kPostingsPerDocument = 256;
  std::uint64_t rarest = kUnlimited;
  for (const PhraseSlot& slot : node.slots) {
    std::uint64_t any = 0;
    for (const auto& sequence : slot.alternatives) {
      std::uint64_t rarest_of_sequence = kUnlimited;
      for (const ListRef& list : sequence) {
        rarest_of_sequence = std::min(rarest_of_sequence, list.local_frequency());
      }
      any += rarest_of_sequence;
    }
    rarest = std::min(rarest, any);
  }
  return rarest * kPostingsPerDocument;
}

bool verifies_matches(const PhraseNode&) { return true; }

bool is_one_list(const PhraseNode& node, const segment::SegmentReader& segment) {
  return is_pair(segment, node);
}

Result<std::optional<ScoredList>> single_list(const PhraseNode& node, double boost,
                                              const CursorFactory& factory) {
  if (!factory.with_pairs() || !is_pair(factory.segment(), node)) {
    return std::optional<ScoredList>();
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto phrase, open_phrase(factory.segment(), node, true));
  if (!phrase) return std::optional<ScoredList>();
  return std::optional(
      ScoredList{std::move(phrase->pairs[0]), scoring(node, boost, factory).scorer});
}

Result<CursorPtr> make_cursor(const PhraseNode& node, double boost, const CursorFactory& factory) {
  if (factory.with_pairs() && is_pair(factory.segment(), node)) {
    NEWSIDX_ASSIGN_OR_RETURN(auto pair, single_list(node, boost, factory));
    if (!pair) return CursorPtr();
    return factory.placed(std::make_unique<TermCursor>(std::move(pair->list), pair->scorer));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto phrase, make_phrase_cursor(node, boost, factory));
  return CursorPtr(std::move(phrase));
}

Result<std::unique_ptr<PhraseCursor>> make_phrase_cursor(const PhraseNode& node, double boost,
                                                         const CursorFactory& factory) {
  using Made = std::unique_ptr<PhraseCursor>;
  if (has_words_alone(node)) {
    const bool with_pairs = factory.with_pairs() && !is_pair(factory.segment(), node);
    NEWSIDX_ASSIGN_OR_RETURN(const auto phrase, open_phrase(factory.segment(), node, with_pairs));
    if (!phrase) return Made();
    return Made(new ExactPhraseCursor(*phrase, scoring(node, boost, factory), factory.range(),
                                      factory.pace()));
  }
  std::vector<PositionsCursorPtr> slots;
  for (const PhraseSlot& slot : node.slots) {
    NEWSIDX_ASSIGN_OR_RETURN(PositionsCursorPtr positions, make_positions(slot, factory));
    if (positions == nullptr) return Made();
    slots.push_back(std::move(positions));
  }
  return Made(new MultiPhraseCursor(std::move(slots), scoring(node, boost, factory),
                                    factory.range().end, factory.pace()));
}

Status explain(const PhraseNode& node, double boost, Cursor& cursor, Explainer& explainer,
               Explanation& result) {
  result.description += ": boost * sum of idf * saturation, of:";
  explainer.add_boost(boost, result);
  for (const PhraseSlot& slot : node.slots) {
    explainer.add_idf(slot.alternatives[0][0], slot_frequency(slot), result);
  }
  explainer.add_saturation(node.field(), dynamic_cast<PhraseCursor&>(cursor).freq(), result);
  return {};
}

void add_highlight_terms(const PhraseNode& node, double boost, HighlightTerms& terms) {
  HighlightTerm& term = terms.add(node.field());
  double weight = 0;
  for (const PhraseSlot& slot : node.slots) {
    analysis::QueryWord word;
    for (const auto& sequence : slot.alternatives) {
      analysis::TermSequence of_sequence;
      for (const ListRef& list : sequence) of_sequence.push_back(query_term(list));
      word.alternatives.push_back(std::move(of_sequence));
    }
    weight += terms.idf(slot_frequency(slot));
    term.slots.push_back(std::move(word));
  }
  term.weight = static_cast<float>(boost * weight);
}

}  // namespace newsidx::search
