// query/statistics/collection_statistics.h: what scores need of all articles together.
#pragma once

#include <cstdint>
#include <span>

#include "segment/segment_reader.h"

namespace newsidx::query {

/// Sums over all segments, of one index or of several: what makes a score in one segment comparable
/// with one in another.
struct CollectionStatistics {
  struct FieldTotals {
    std::uint64_t document_count = 0;  ///< documents that have the field
    std::uint64_t total_length = 0;    ///< of the field in all documents [tokens, as scored]

    /// Mean length of the documents that have the field [tokens]; 1 when none has.
    [[nodiscard]] double average_length() const noexcept {
      return document_count == 0 || total_length == 0
                 ? 1.0
                 : static_cast<double>(total_length) / static_cast<double>(document_count);
    }
    friend bool operator==(const FieldTotals&, const FieldTotals&) = default;
  };
  std::uint64_t document_count = 0;
  FieldTotals text;  ///< title and body
  FieldTotals title;

  /// Deleted documents count until a merge leaves them out.
  [[nodiscard]] static CollectionStatistics of(
      std::span<const segment::SegmentReader* const> segments);

  CollectionStatistics& operator+=(const CollectionStatistics& other) noexcept;
  friend bool operator==(const CollectionStatistics&, const CollectionStatistics&) = default;
};

}  // namespace newsidx::query
