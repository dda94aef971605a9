// The part of the planner of words that looks for their synonyms (synonyms/synonym_map.h), too.
//
// Words that are a form as a whole become the best of the form and its synonyms, of several words
// as phrases, each with the weight of one word that all of their articles have. Within a longer
// phrase a form is a position of it with several sequences of terms, so its words keep their order:
// "US president" is (us | usa | united states) president, and never "united president". Weights
// have a meaning for the former alone.
#include <algorithm>
#include <limits>
#include <utility>

#include "base/status_macros.h"
#include "query/plan_nodes.h"
#include "query/word_planner.h"

namespace newsidx::query {

using analysis::QueryWord;
using segment::Field;

namespace {

// Terms of several words that are each found in several ways.
constexpr std::size_t kMaxSequences = 64;
// Frequency of a word that weighs nothing: no index has more documents.
constexpr std::uint64_t kInAll = std::numeric_limits<std::uint64_t>::max();

bool has_list(const std::vector<PlanNode>& nodes, const PlanNode& node) {
  const auto* const term = node.as<TermNode>();
  if (term == nullptr) return false;
  return std::ranges::any_of(nodes, [&](const PlanNode& other) {
    const auto* const known = other.as<TermNode>();
    return known != nullptr && known->list.same_list(term->list);
  });
}

// Documents that a phrase may be in.
std::uint64_t rarest(const PhraseNode& phrase) {
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  for (const PhraseSlot& slot : phrase.slots) {
    std::uint64_t any = 0;
    for (const std::vector<ListRef>& sequence : slot.alternatives) {
      for (const ListRef& list : sequence) any = std::max(any, list.document_frequency);
    }
    least = std::min(least, any);
  }
  return least;
}

void weigh(PhraseNode& phrase, std::uint64_t frequency) {
  for (PhraseSlot& slot : phrase.slots) {
    for (std::vector<ListRef>& sequence : slot.alternatives) {
      for (ListRef& list : sequence) list.shared_frequency = frequency;
    }
    frequency = kInAll;
  }
}

// In an article, whichever name it uses says the same: a phrase weighs as the single words do, not
// as all of its own together.
void weigh_alike(std::vector<PlanNode>& nodes) {
  std::uint64_t of_terms = 0, of_phrases = 0;
  for (const PlanNode& node : nodes) {
    if (const auto* const term = node.as<TermNode>()) of_terms += term->list.document_frequency;
    if (const auto* const phrase = node.as<PhraseNode>()) of_phrases += rarest(*phrase);
  }
  const std::uint64_t frequency = of_terms > 0 ? of_terms : of_phrases;
  for (PlanNode& node : nodes) {
    if (auto* const term = node.as<TermNode>()) term->list.shared_frequency = frequency;
    if (auto* const phrase = node.as<PhraseNode>()) weigh(*phrase, frequency);
  }
}

// What is the best of several by itself is some more of the alternatives.
void add_alternative(PlanNode node, std::vector<PlanNode>& nodes) {
  auto* const any = node.as<DisMaxNode>();
  if (any == nullptr || node.boost != 1) {
    nodes.push_back(std::move(node));
    return;
  }
  for (PlanNode& clause : any->clauses) add_alternative(std::move(clause), nodes);
}

}  // namespace

Status WordPlanner::plan_with_synonyms(const std::vector<QueryWord>& words, const std::string& text,
                                       WordUse use, Field field, PlanNode& out) {
  // Pieces of several words that are no phrase ("oil/gas") have no forms.
  if (words.size() > 1 && use != WordUse::phrase) {
    return plan_as_written(words, text, use, field, out);
  }
  std::vector<AskedWord> asked;
  for (const QueryWord& word : words) {
    asked.push_back(builder_.context().synonyms->asked(text, word));
  }
  const SynonymMatch match = builder_.context().synonyms->match(asked);
  if (match.words != words.size() && words.size() > 1) {
    return plan_phrase_of_forms(words, asked, field, out);
  }
  NEWSIDX_RETURN_IF_ERROR(plan_as_written(words, text, use, field, out));
  return match.words == 0 ? Status() : add_synonyms(match, field, out);
}

Status WordPlanner::plan_phrase_of_forms(const std::vector<QueryWord>& words,
                                         std::span<const AskedWord> asked, Field field,
                                         PlanNode& out) {
  std::vector<PhraseSlot> slots;
  for (std::size_t at = 0, past = 0; at < words.size(); at = past) {
    const SynonymMatch match = builder_.context().synonyms->match(asked.subspan(at));
    past = at + std::max<std::size_t>(match.words, 1);
    PhraseSlot& slot = slots.emplace_back();
    NEWSIDX_RETURN_IF_ERROR(plan_form(std::span(words).subspan(at, past - at), field, slot));
    std::vector<std::string> found;
    in_synonym_ = true;
    for (const Synonym* const synonym : match.synonyms) {
      const std::size_t before = slot.alternatives.size();
      NEWSIDX_RETURN_IF_ERROR(plan_form(synonym->words, field, slot));
      if (slot.alternatives.size() > before) found.push_back(synonym->text);
    }
    in_synonym_ = false;
    if (match.words > 0) note_synonyms(match, std::move(found));
    if (slot.alternatives.empty()) return {};
  }
  out.op = PhraseNode{std::move(slots)};
  return {};
}

// Appends all sequences of terms that words in a row may be.
Status WordPlanner::plan_form(std::span<const QueryWord> words, Field field, PhraseSlot& slot) {
  if (words.size() == 1) return plan_slot(words[0], field, slot);
  std::vector<std::vector<ListRef>> sequences(1);
  for (const QueryWord& word : words) {
    PhraseSlot next;
    NEWSIDX_RETURN_IF_ERROR(plan_slot(word, field, next));
    std::vector<std::vector<ListRef>> longer;
    for (const std::vector<ListRef>& begin : sequences) {
      for (const std::vector<ListRef>& end : next.alternatives) {
        if (longer.size() == kMaxSequences) break;
        longer.push_back(begin);
        longer.back().insert(longer.back().end(), end.begin(), end.end());
      }
    }
    sequences = std::move(longer);
  }
  slot.alternatives.insert(slot.alternatives.end(), std::move_iterator(sequences.begin()),
                           std::move_iterator(sequences.end()));
  return {};
}

Status WordPlanner::plan_synonym(const Synonym& synonym, Field field, PlanNode& out) {
  in_synonym_ = true;
  Status status = synonym.words.size() == 1 ? plan_alternatives(synonym.words[0], field, out)
                                            : plan_phrase(synonym.words, field, out);
  in_synonym_ = false;
  return status;
}

Status WordPlanner::add_synonyms(const SynonymMatch& match, Field field, PlanNode& out) {
  std::vector<PlanNode> alternatives;
  if (!out.matches_nothing()) add_alternative(std::move(out), alternatives);
  std::vector<std::string> found;
  for (const Synonym* const synonym : match.synonyms) {
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_synonym(*synonym, field, node));
    if (node.matches_nothing()) continue;
    found.push_back(synonym->text);
    if (has_list(alternatives, node)) continue;
    node.boost *= synonym->weight;
    add_alternative(std::move(node), alternatives);
  }
  note_synonyms(match, std::move(found));
  weigh_alike(alternatives);
  out = dis_max(std::move(alternatives));
  return {};
}

void WordPlanner::note_synonyms(const SynonymMatch& match, std::vector<std::string> found) {
  if (match.left_out > 0) {
    builder_.remarks().warn({"'" + match.written + "' has " +
                                 std::to_string(match.synonyms.size() + match.left_out) +
                                 " synonyms: only the first " +
                                 std::to_string(SynonymMap::kMaxSynonyms) + " are searched",
                             "fewer on a line"});
  }
  const auto is_known = [&](const ExpandedWord& word) {
    return word.are_synonyms && word.written == match.written && word.terms == found;
  };
  std::vector<ExpandedWord>& expanded = builder_.plan().expanded;
  if (found.empty() || std::ranges::any_of(expanded, is_known)) return;
  const std::size_t count = match.synonyms.size() + match.left_out;
  expanded.push_back({match.written, count, true, std::move(found), true});
}

}  // namespace newsidx::query
