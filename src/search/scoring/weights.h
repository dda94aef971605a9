// search/scoring/weights.h
//
// What scoring needs to know of the whole index, and the weight of each node of a plan.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "query/plan.h"
#include "search/scoring/bm25.h"
#include "search/scoring/score.h"
#include "segment/field.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// Sums over all segments: what makes a score in one segment comparable with one in another.
struct CollectionStatistics {
  struct FieldTotals {
    std::uint64_t document_count = 0;  ///< documents that have the field
    double average_length = 1;         ///< tokens, as scored
  };
  std::uint64_t document_count = 0;
  FieldTotals text;
  FieldTotals title;

  [[nodiscard]] static CollectionStatistics of(
      std::span<const segment::SegmentReader* const> segments);
};

/// Weights of plan nodes and tables for one set of parameters; immutable once made.
class Weights {
 public:
  Weights(const CollectionStatistics& statistics, Bm25Parameters parameters);

  /// Documents among which a list's words are rare or common.
  [[nodiscard]] std::uint64_t document_count(segment::Field field) const noexcept;
  [[nodiscard]] const SaturationGrid& grid(segment::Field field) const noexcept;

  /// The limit that a term's or phrase's score approaches: boost * idf, a phrase's the sum of its
  /// slots'.
  [[nodiscard]] double term_weight(const query::PlanNode& node, double boost) const;
  [[nodiscard]] double phrase_weight(const query::PlanNode& node, double boost) const;
  /// Documents that a slot of a phrase can be in, at most.
  [[nodiscard]] static std::uint64_t slot_frequency(const query::PhraseSlot& slot);

  /// What no score of the node exceeds.
  [[nodiscard]] double limit(const query::PlanNode& node, double boost) const;
  [[nodiscard]] ScoreScale scale(const query::PlanNode& root) const;

 private:
  CollectionStatistics statistics_;
  SaturationGrid text_;
  SaturationGrid title_;
  SaturationGrid keyword_;
};

}  // namespace newsidx::search
