// search/cursor/cursor_factory.h: a plan's nodes to cursors over one segment.
#pragma once

#include <newsidx/result.h>

#include "base/interrupt.h"
#include "query/plan.h"
#include "search/cursor/cursor.h"
#include "search/cursor/doc_range.h"
#include "search/cursor/occurrences.h"
#include "search/cursor/phrase_cursor.h"
#include "search/scoring/term_scorer.h"
#include "search/scoring/weights.h"
#include "segment/field.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

class CursorFactory {
 public:
  /// All arguments must outlive the cursors.
  /// @param range  cursors stand on their first document in it. They may show what is behind it,
  ///               where that costs less than to look; those that search for a match do not.
  /// @param with_pairs  whether phrases may read lists of pairs: they match and score the same
  /// @param pace   may be nullptr. When it is over, cursors that search for a match end, with
  ///               status `cancelled`: what was taken from them since is not to be believed.
  CursorFactory(const segment::SegmentReader& segment, const Weights& weights, ScoreScale scale,
                std::uint32_t title_weight, DocRange range = {}, bool with_pairs = true,
                PacedInterrupt* pace = nullptr)
      : segment_(segment),
        weights_(weights),
        scale_(scale),
        title_weight_(title_weight),
        range_(range),
        with_pairs_(with_pairs),
        pace_(pace) {}

  /// @param boost  of the nodes above
  /// @return nullptr when no document of this segment can match
  /// @errors cancelled, corruption, io
  [[nodiscard]] Result<CursorPtr> make(const query::PlanNode& node, double boost) const;

  struct TermList {
    std::shared_ptr<const segment::PostingList> list;
    TermScorer scorer;
  };
  /// The list of a term, or nothing where the segment does not have it.
  [[nodiscard]] Result<std::optional<TermList>> term_list(const query::PlanNode& node,
                                                          double boost) const;
  /// The list that has exactly the documents and scores of a node: that of a term, or of a phrase
  /// that is a pair. Nothing where there is none, or the segment does not have it.
  [[nodiscard]] Result<std::optional<TermList>> single_list(const query::PlanNode& node,
                                                            double boost) const;

  /// The cursors of several nodes, without those that cannot match.
  /// The boost of parts that decide and do not score. (A rare excluded word may weigh many times
  /// what the scale of the query's scores has room for.)
  static constexpr double kUnscored = 0;

  struct Parts {
    Cursors cursors;
    bool complete = true;  ///< none was left out
  };
  [[nodiscard]] Result<Parts> make_all(const std::vector<query::PlanNode>& nodes,
                                       double boost) const;

 private:
  [[nodiscard]] CursorPtr placed(CursorPtr cursor) const;
  [[nodiscard]] Result<CursorPtr> make_phrase(const query::PlanNode& node, double boost) const;
  [[nodiscard]] Result<std::unique_ptr<PhraseCursor>> make_phrase_of_positions(
      const query::PlanNode& node, double boost) const;
  [[nodiscard]] Result<CursorPtr> make_in_body(const query::PlanNode& leaf, double boost) const;
  [[nodiscard]] Result<CursorPtr> make_boolean(const query::PlanNode& node, double boost) const;
  [[nodiscard]] Result<OccurrencesPtr> make_slot(const query::PhraseSlot& slot) const;
  [[nodiscard]] Result<OccurrencesPtr> make_sequence(
      const std::vector<query::ListRef>& lists) const;
  [[nodiscard]] PhraseScoring phrase_scoring(const query::PlanNode& node, double boost) const;
  [[nodiscard]] TermScorer scorer(segment::Field field, double weight) const;

  const segment::SegmentReader& segment_;
  const Weights& weights_;
  ScoreScale scale_;
  std::uint32_t title_weight_;
  DocRange range_;
  bool with_pairs_;
  PacedInterrupt* pace_;
};

}  // namespace newsidx::search
