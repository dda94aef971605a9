// search/explain.h: how a document's score came about, as a tree that follows the plan.
#pragma once

#include <newsidx/explanation.h>
#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/cancellation.h"
#include "query/plan.h"
#include "search/operator/cursor_factory.h"
#include "search/scoring/weights.h"
#include "segment/field.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// Explains the nodes of a plan for one document. What concerns one operator, the operator adds.
class Explainer {
 public:
  /// All that is referred to must outlive it.
  Explainer(const segment::SegmentReader& segment, const Weights& weights, ScoreQuantizer quantizer,
            std::uint32_t title_weight, std::uint32_t doc, const CancellationToken& cancellation)
      : weights_(weights),
        quantizer_(quantizer),
        cancellation_(cancellation),
        pace_(cancellation),
        factory_(segment, weights, quantizer, title_weight, {}, false, &pace_),
        doc_(doc) {}

  /// @param boost  of the nodes above
  /// @errors cancelled, corruption, io
  [[nodiscard]] Result<Explanation> explain(const query::PlanNode& node, double boost);

  /// Adds those of the clauses that the document has. @errors as explain()
  [[nodiscard]] Status explain_clauses(const std::vector<query::PlanNode>& clauses, double boost,
                                       Explanation& result);

  [[nodiscard]] const segment::SegmentReader& segment() const { return factory_.segment(); }
  [[nodiscard]] std::uint32_t doc() const noexcept { return doc_; }

  // ---- the factors of a score ----
  static void add_boost(double boost, Explanation& result);
  void add_idf(const query::ListRef& list, std::uint64_t frequency, Explanation& result) const;
  void add_saturation(segment::Field field, std::uint32_t freq, Explanation& result) const;

 private:
  const Weights& weights_;
  ScoreQuantizer quantizer_;
  const CancellationToken& cancellation_;
  PacedCancellation pace_;
  CursorFactory factory_;
  std::uint32_t doc_;
};

/// The values are those of a search: the root's is the score of the hit.
[[nodiscard]] Result<Explanation> explain_document(const query::Plan& plan,
                                                   const segment::SegmentReader& segment,
                                                   const Weights& weights,
                                                   std::uint32_t title_weight, std::uint32_t doc,
                                                   const CancellationToken& cancellation);

}  // namespace newsidx::search
