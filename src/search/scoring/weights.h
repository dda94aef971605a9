// search/scoring/weights.h
//
// What scoring needs to know of all articles.
#pragma once

#include <cstdint>

#include "query/statistics/collection_statistics.h"
#include "search/scoring/bm25.h"
#include "segment/field.h"

namespace newsidx::search {

/// Weights of lists and tables for one set of parameters; immutable once made.
class Weights {
 public:
  Weights(const query::CollectionStatistics& statistics, Bm25Parameters parameters);

  [[nodiscard]] const query::CollectionStatistics& statistics() const noexcept {
    return statistics_;
  }

  /// Documents among which a list's words are rare or common.
  [[nodiscard]] std::uint64_t document_count(segment::Field field) const noexcept;
  [[nodiscard]] const TfTable& tf_table(segment::Field field) const noexcept;

  /// Of a list of the field. @param document_frequency  more than there are count as all
  [[nodiscard]] double idf(segment::Field field, std::uint64_t document_frequency) const noexcept;

 private:
  query::CollectionStatistics statistics_;
  TfTable text_;
  TfTable title_;
  TfTable keyword_;
};

}  // namespace newsidx::search
