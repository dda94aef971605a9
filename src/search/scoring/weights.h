// search/scoring/weights.h
//
// What scoring needs to know of the whole index.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "search/scoring/bm25.h"
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

/// Weights of lists and tables for one set of parameters; immutable once made.
class Weights {
 public:
  Weights(const CollectionStatistics& statistics, Bm25Parameters parameters);

  /// Documents among which a list's words are rare or common.
  [[nodiscard]] std::uint64_t document_count(segment::Field field) const noexcept;
  [[nodiscard]] const TfTable& tf_table(segment::Field field) const noexcept;

  /// Of a list of the field. @param document_frequency  more than there are count as all
  [[nodiscard]] double idf(segment::Field field, std::uint64_t document_frequency) const noexcept;

 private:
  CollectionStatistics statistics_;
  TfTable text_;
  TfTable title_;
  TfTable keyword_;
};

}  // namespace newsidx::search
