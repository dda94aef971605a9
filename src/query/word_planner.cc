#include "query/word_planner.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "query/list_use.h"
#include "query/plan_nodes.h"
#include "segment/field.h"

namespace newsidx::query {

using analysis::QueryTerm;
using analysis::QueryWord;
using analysis::TermKind;
using segment::Field;

namespace {

Field list_field(Field field, TermKind kind) {
  if (kind == TermKind::word) return field;
  return field == Field::title ? Field::title_caps : Field::text_caps;
}

}  // namespace

Result<bool> WordPlanner::plan(const std::string& text, Field field, WordUse use,
                               analysis::QueryWords known, PlanNode& out) {
  if (!known) known = builder_.context().analyzer.analyze(text, builder_.all_capitals());
  if (builder_.context().both_spellings) {
    known = builder_.context().analyzer.with_other_spellings(text, known);
  }
  if (known->empty()) return false;
  const bool with_synonyms = uses_synonyms_ && builder_.context().synonyms != nullptr;
  NEWSIDX_RETURN_IF_ERROR(with_synonyms ? plan_with_synonyms(*known, text, use, field, out)
                                        : plan_as_written(*known, text, use, field, out));
  return true;
}

Status WordPlanner::plan_as_written(const std::vector<QueryWord>& words, const std::string& text,
                                    WordUse use, Field field, PlanNode& out) {
  const bool has_runs = use != WordUse::phrase && std::ranges::any_of(words, &QueryWord::is_run);
  return has_runs ? plan_runs(words, text, use, field, out)
                  : plan_words(words, text, use, field, out);
}

Status WordPlanner::plan_slots(const std::string& text, Field field,
                               std::vector<PhraseSlot>& slots) {
  analysis::QueryWords words = builder_.context().analyzer.analyze(text, builder_.all_capitals());
  if (builder_.context().both_spellings) {
    words = builder_.context().analyzer.with_other_spellings(text, words);
  }
  for (const QueryWord& word : *words) {
    NEWSIDX_RETURN_IF_ERROR(plan_slot(word, field, slots.emplace_back()));
  }
  return {};
}

// Runs as their words, or where a text cuts them otherwise.
Status WordPlanner::plan_runs(const std::vector<QueryWord>& words, const std::string& text,
                              WordUse use, Field field, PlanNode& out) {
  std::vector<QueryWord> each;
  std::vector<PlanNode> alternatives;
  for (const QueryWord& word : words) {
    if (!word.is_run) {
      each.push_back(word);
      continue;
    }
    each.insert(each.end(), word.parts.begin(), word.parts.end());
    if (use == WordUse::all && words.size() > 1) continue;  // the others must be there, too
    QueryWord otherwise;
    otherwise.alternatives.assign(word.alternatives.begin() + 1, word.alternatives.end());
    PlanNode alternative;
    NEWSIDX_RETURN_IF_ERROR(plan_alternatives(otherwise, field, alternative));
    if (!alternative.matches_nothing()) alternatives.push_back(std::move(alternative));
  }
  NEWSIDX_RETURN_IF_ERROR(plan_words(each, text, use, field, out));
  if (alternatives.empty()) return {};
  if (!out.matches_nothing()) alternatives.push_back(std::move(out));
  out = dis_max(std::move(alternatives));
  return {};
}

Status WordPlanner::plan_words(const std::vector<QueryWord>& words, const std::string& text,
                               WordUse use, Field field, PlanNode& out) {
  if (use == WordUse::beside || (use == WordUse::any && words.size() > 1)) {
    return plan_sum(words, field, out);
  }
  if (words.size() == 1) return plan_lone_word(words[0], text, use, field, out);
  return use == WordUse::all ? plan_all(words, field, out) : plan_phrase(words, field, out);
}

Status WordPlanner::plan_phrase(const std::vector<QueryWord>& words, Field field, PlanNode& out) {
  std::vector<PhraseSlot> slots;
  for (const QueryWord& word : words) {
    NEWSIDX_RETURN_IF_ERROR(plan_slot(word, field, slots.emplace_back()));
    if (slots.back().alternatives.empty()) return {};
  }
  out.op = PhraseNode{std::move(slots)};
  return {};
}

// One word, which may be a compound. What no article has as it is written is looked for by its
// parts ("igf-1").
Status WordPlanner::plan_lone_word(const QueryWord& word, const std::string& text, WordUse use,
                                   Field field, PlanNode& out) {
  const bool in_parts =
      builder_.context().compounds_in_parts && word.parts.size() > 1 && use != WordUse::phrase;
  if (!in_parts) NEWSIDX_RETURN_IF_ERROR(plan_alternatives(word, field, out));
  if (use == WordUse::phrase) return {};
  if (!out.matches_nothing()) {
    builder_.plan().has_compounds |= word.parts.size() > 1;
    return {};
  }
  if (word.parts.size() > 1) {
    NEWSIDX_RETURN_IF_ERROR(use == WordUse::all ? plan_all(word.parts, field, out)
                                                : plan_sum(word.parts, field, out));
  } else if (word.pairs.size() > 1 && use == WordUse::any) {
    NEWSIDX_RETURN_IF_ERROR(plan_pairs({&word, 1}, field, out));
  }
  if (!out.matches_nothing()) {
    builder_.remarks().note("no article has '" + text + "': its parts are searched");
  }
  return {};
}

// Words all of which an article must have.
Status WordPlanner::plan_all(const std::vector<QueryWord>& words, Field field, PlanNode& out) {
  BooleanNode all;
  for (const QueryWord& word : words) {
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_alternatives(word, field, node));
    if (node.matches_nothing()) return {};
    add_must(all, std::move(node));
  }
  out = simplified(std::move(all));
  return {};
}

// Any of the pairs of units of words in a script without blanks.
Status WordPlanner::plan_pairs(std::span<const QueryWord> words, Field field, PlanNode& out) {
  BooleanNode pairs;
  for (const QueryWord& word : words) {
    for (const QueryTerm& pair : word.pairs) {
      ListRef list;
      NEWSIDX_RETURN_IF_ERROR(open_list(pair, field, list));
      PlanNode node = node_of(std::move(list));
      if (!node.matches_nothing()) add_should(pairs.should, std::move(node));
    }
  }
  out = simplified(std::move(pairs));
  return {};
}

// Text and query may be cut into other words: pairs of units tell which of the articles with any
// word has more of the rest, and stand in for words that are cut otherwise there (prototype: MAP
// .023 and .015 higher on a Chinese and a Japanese set of questions). Short words only add to the
// score (MAP .010 and .004).
Status WordPlanner::add_units(const std::vector<QueryWord>& words, Field field, PlanNode& out) {
  constexpr float kPairBoost = 0.5f;
  PlanNode pairs;
  NEWSIDX_RETURN_IF_ERROR(plan_pairs(words, field, pairs));
  BooleanNode both;
  if (!out.matches_nothing()) add_should(both.should, std::move(out));
  if (!pairs.matches_nothing()) {
    pairs.boost *= kPairBoost;
    add_should(both.should, std::move(pairs));
  }
  out = simplified(std::move(both));
  if (out.matches_nothing()) return {};
  BooleanNode scored;
  for (const QueryWord& word : words) {
    if (!word.only_scores) continue;
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_alternatives(word, field, node));
    if (!node.matches_nothing()) add_should(scored.should, std::move(node));
  }
  if (scored.should.empty()) return {};
  add_must(scored, std::move(out));
  out = {std::move(scored)};
  return {};
}

Status WordPlanner::open_list(const QueryTerm& term, Field field, ListRef& list) {
  NEWSIDX_RETURN_IF_ERROR(builder_.add_lists(1));
  list.field = list_field(field, term.kind);
  list.term = term.term;
  return builder_.open_list(list);
}

// Adds the sequences of terms of which the index has all; of a word whose capitals mean something,
// its capitals.
Status WordPlanner::plan_slot(const QueryWord& word, Field field, PhraseSlot& slot) {
  NEWSIDX_ASSIGN_OR_RETURN(const bool in_capitals, capitals_.asks_for_capitals(word));
  if (in_capitals) {
    note_capitals(word);
    return plan_sequences({{{word.capitals, TermKind::caps}}}, field, slot);
  }
  return plan_sequences(word.alternatives, field, slot);
}

Status WordPlanner::plan_sequences(const std::vector<analysis::TermSequence>& sequences,
                                   Field field, PhraseSlot& slot) {
  for (const analysis::TermSequence& sequence : sequences) {
    std::vector<ListRef>& lists = slot.alternatives.emplace_back();
    lists.reserve(sequence.size());
    for (const QueryTerm& term : sequence) {
      NEWSIDX_RETURN_IF_ERROR(open_list(term, field, lists.emplace_back()));
      if (lists.back().document_frequency > 0) continue;
      slot.alternatives.pop_back();
      break;
    }
  }
  share_frequency(slot);
  return {};
}

// Terms of one word in several languages score as one.
void WordPlanner::share_frequency(PhraseSlot& slot) {
  std::uint64_t sum = 0, count = 0;
  for (const std::vector<ListRef>& lists : slot.alternatives) {
    if (lists.size() != 1) continue;
    sum += lists[0].document_frequency;
    ++count;
  }
  if (count < 2) return;
  for (std::vector<ListRef>& lists : slot.alternatives) {
    if (lists.size() == 1) lists[0].shared_frequency = sum;
  }
}

void WordPlanner::note_capitals(const QueryWord& word) {
  if (in_synonym_) return;
  std::string typed = word.capitals;
  for (char& letter : typed) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  std::string note = "'" + typed + "' is searched in capitals only";
  if (!word.is_function_word_otherwise) note += ", as most articles write it";
  builder_.remarks().note({std::move(note), "small letters for every spelling"});
}

Status WordPlanner::plan_alternatives(const QueryWord& word, Field field, PlanNode& out) {
  const bool is_one_term = word.alternatives.size() == 1 && word.alternatives[0].size() == 1;
  if (is_one_term && word.capitals.empty()) {  // most words
    ListRef list;
    NEWSIDX_RETURN_IF_ERROR(open_list(word.alternatives[0][0], field, list));
    out = node_of(std::move(list));
    return {};
  }
  PhraseSlot slot;
  NEWSIDX_RETURN_IF_ERROR(plan_slot(word, field, slot));
  std::vector<PlanNode> alternatives;
  for (std::vector<ListRef>& lists : slot.alternatives) {
    if (lists.size() == 1) {
      alternatives.push_back(node_of(std::move(lists[0])));
      continue;
    }
    PhraseNode phrase;
    for (ListRef& list : lists) phrase.slots.push_back({{{std::move(list)}}});
    alternatives.push_back({std::move(phrase)});
  }
  out = dis_max(std::move(alternatives));
  return {};
}

// Words of which each counts by itself: those that are written as one ("oil/gas") in a list.
Status WordPlanner::plan_sum(const std::vector<QueryWord>& words, Field field, PlanNode& out) {
  if (words.size() == 1) return plan_compound(words[0], field, out);
  BooleanNode sum;
  for (const QueryWord& word : words) {
    if (word.is_stop_word && !are_stop_words(words)) continue;
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_compound(word, field, node));
    if (!node.matches_nothing()) add_should(sum.should, std::move(node));
  }
  out = simplified(std::move(sum));
  if (std::ranges::any_of(words, &QueryWord::has_units)) return add_units(words, field, out);
  return {};
}

// A compound in a list: the better of its joined form and the sum of its parts, which are words
// of the list like any others ("cease-fire talks").
Status WordPlanner::plan_compound(const QueryWord& word, Field field, PlanNode& out) {
  if (are_stop_words(word.parts)) return plan_alternatives(word, field, out);
  QueryWord joined;
  for (const analysis::TermSequence& sequence : word.alternatives) {
    if (sequence.size() == 1) joined.alternatives.push_back(sequence);
  }
  PlanNode as_one, in_parts;
  NEWSIDX_RETURN_IF_ERROR(plan_alternatives(joined, field, as_one));
  NEWSIDX_RETURN_IF_ERROR(plan_sum(word.parts, field, in_parts));
  std::vector<PlanNode> alternatives;
  if (!as_one.matches_nothing()) alternatives.push_back(std::move(as_one));
  if (!in_parts.matches_nothing()) alternatives.push_back(std::move(in_parts));
  out = dis_max(std::move(alternatives));
  return {};
}

}  // namespace newsidx::query
