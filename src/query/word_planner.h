// query/word_planner.h
//
// Words and phrases of a query to nodes of a plan: which terms, in which ways, and how several
// words that are written as one piece combine.
//
// A compound alone ("cease-fire") asks for the joined form or for the parts in a row. In a list, of
// which an article need not have all, it scores as the better of the joined form and the sum of its
// parts: "IL-6-deficient mice" is to find articles on IL-6, too. A sign, quotes or --all ask for
// one piece again.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/query_analyzer.h"
#include "query/capitals.h"
#include "query/plan_builder.h"
#include "query/synonyms/synonym_map.h"
#include "segment/field.h"

namespace newsidx::query {

/// What several words that are written as one piece are looked for as.
enum class WordUse : std::uint8_t {
  phrase,  ///< what stands in quotes; and what is excluded, lest any of its words exclude
  any,     ///< a list of which an article need not have all words
  beside,  ///< the same, as part of a longer list: compounds count by their parts, too
  all,
};

class WordPlanner {
 public:
  explicit WordPlanner(PlanBuilder& builder) : builder_(builder), capitals_(builder) {}

  /// @param text   of a leaf of the tree
  /// @param known  its words, where they were analysed before
  /// @return false when it says nothing (punctuation alone); what cannot match is nothing
  [[nodiscard]] Result<bool> plan(const std::string& text, segment::Field field, WordUse use,
                                  analysis::QueryWords known, PlanNode& out);

  /// Appends a slot for each word of a phrase, without alternatives where no article has it.
  [[nodiscard]] Status plan_slots(const std::string& text, segment::Field field,
                                  std::vector<PhraseSlot>& slots);

  /// What else the words that were planned to `out` stand for: then the best of all of these.
  /// All of them weigh alike, so that an article does not score more for the rarer or longer name.
  [[nodiscard]] Status add_synonyms(const SynonymMatch& match, segment::Field field, PlanNode& out);

  /// Whether words are looked for beside their synonyms, where there are some.
  void use_synonyms(bool uses) noexcept { uses_synonyms_ = uses; }

 private:
  Status plan_as_written(const std::vector<analysis::QueryWord>& words, const std::string& text,
                         WordUse use, segment::Field field, PlanNode& out);
  Status plan_with_synonyms(const std::vector<analysis::QueryWord>& words, const std::string& text,
                            WordUse use, segment::Field field, PlanNode& out);
  Status plan_phrase_of_forms(const std::vector<analysis::QueryWord>& words,
                              std::span<const AskedWord> asked, segment::Field field,
                              PlanNode& out);
  Status plan_form(std::span<const analysis::QueryWord> words, segment::Field field,
                   PhraseSlot& slot);
  Status plan_synonym(const Synonym& synonym, segment::Field field, PlanNode& out);
  void note_synonyms(const SynonymMatch& match, std::vector<std::string> found);
  Status plan_words(const std::vector<analysis::QueryWord>& words, const std::string& text,
                    WordUse use, segment::Field field, PlanNode& out);
  Status plan_runs(const std::vector<analysis::QueryWord>& words, const std::string& text,
                   WordUse use, segment::Field field, PlanNode& out);
  Status plan_phrase(const std::vector<analysis::QueryWord>& words, segment::Field field,
                     PlanNode& out);
  Status plan_lone_word(const analysis::QueryWord& word, const std::string& text, WordUse use,
                        segment::Field field, PlanNode& out);
  Status plan_all(const std::vector<analysis::QueryWord>& words, segment::Field field,
                  PlanNode& out);
  Status plan_pairs(std::span<const analysis::QueryWord> words, segment::Field field,
                    PlanNode& out);
  Status add_units(const std::vector<analysis::QueryWord>& words, segment::Field field,
                   PlanNode& out);
  Status open_list(const analysis::QueryTerm& term, segment::Field field, ListRef& list);
  Status plan_slot(const analysis::QueryWord& word, segment::Field field, PhraseSlot& slot);
  Status plan_sequences(const std::vector<analysis::TermSequence>& sequences, segment::Field field,
                        PhraseSlot& slot);
  static void share_frequency(PhraseSlot& slot);
  void note_capitals(const analysis::QueryWord& word);
  Status plan_alternatives(const analysis::QueryWord& word, segment::Field field, PlanNode& out);
  Status plan_sum(const std::vector<analysis::QueryWord>& words, segment::Field field,
                  PlanNode& out);
  Status plan_compound(const analysis::QueryWord& word, segment::Field field, PlanNode& out);

  PlanBuilder& builder_;
  CapitalsRule capitals_;
  bool uses_synonyms_ = true;
  bool in_synonym_ = false;  // it was not typed
};

}  // namespace newsidx::query
