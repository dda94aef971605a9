// search/operator/cursor_factory.h: what the operators need to make cursors over one segment.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "base/cancellation.h"
#include "query/plan_node.h"
#include "search/cursor/cursor.h"
#include "search/cursor/doc_range.h"
#include "search/scoring/term_scorer.h"
#include "search/scoring/weights.h"
#include "segment/field.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// A list with the scores of its documents.
struct ScoredList {
  std::shared_ptr<const segment::PostingList> list;
  TermScorer scorer;
};

class CursorFactory {
 public:
  /// All arguments must outlive the cursors.
  /// @param range  cursors stand on their first document in it. They may show what is behind it,
  ///               where that costs less than to look; those that search for a match do not.
  /// @param with_pairs  whether phrases may read lists of pairs: they match and score the same
  /// @param pace   may be nullptr. When it is over, cursors that search for a match end, with
  ///               status `cancelled`: what was taken from them since is not to be believed.
  CursorFactory(const segment::SegmentReader& segment, const Weights& weights,
                ScoreQuantizer quantizer, std::uint32_t title_weight, DocRange range = {},
                bool with_pairs = true, PacedCancellation* pace = nullptr)
      : segment_(segment),
        weights_(weights),
        quantizer_(quantizer),
        title_weight_(title_weight),
        range_(range),
        with_pairs_(with_pairs),
        pace_(pace) {}

  /// The boost of clauses that decide and do not score. (A rare word that must not match may weigh
  /// many times what the quantizer of the query has room for.)
  static constexpr double kUnscored = 0;

  /// @param boost  of the nodes above
  /// @return nullptr when no document of this segment can match
  /// @errors cancelled, corruption, io
  [[nodiscard]] Result<CursorPtr> make(const query::PlanNode& node, double boost) const;

  struct Clauses {
    Cursors cursors;
    bool complete = true;  ///< none was left out
  };
  /// The cursors of several nodes, without those that cannot match.
  [[nodiscard]] Result<Clauses> make_all(const std::vector<query::PlanNode>& nodes,
                                         double boost) const;

  /// The cursor, on its first document of the range.
  [[nodiscard]] CursorPtr placed(CursorPtr cursor) const;
  /// Scores of the documents of a list or a phrase. @param weight  limit of the scores
  [[nodiscard]] TermScorer scorer(segment::Field field, double weight) const;

  [[nodiscard]] const segment::SegmentReader& segment() const noexcept { return segment_; }
  [[nodiscard]] const Weights& weights() const noexcept { return weights_; }
  [[nodiscard]] std::uint32_t title_weight() const noexcept { return title_weight_; }
  [[nodiscard]] DocRange range() const noexcept { return range_; }
  [[nodiscard]] bool with_pairs() const noexcept { return with_pairs_; }
  [[nodiscard]] PacedCancellation* pace() const noexcept { return pace_; }

 private:
  const segment::SegmentReader& segment_;
  const Weights& weights_;
  ScoreQuantizer quantizer_;
  std::uint32_t title_weight_;
  DocRange range_;
  bool with_pairs_;
  PacedCancellation* pace_;
};

}  // namespace newsidx::search
