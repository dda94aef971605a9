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

 private:
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
};

}  // namespace newsidx::query
