// indexer/invert/document_stats.h
//
// The numbers of every document of a build: 32 bytes each, in memory until the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace newsidx::indexer {

/// Positions are places of words; a length, which scores depend on, is of words that are no stop
/// words, and at least 1 where there are positions.
struct DocumentStats {
  std::uint64_t published = 0;  // segment::column_time
  std::uint32_t title_positions = 0;
  std::uint32_t body_positions = 0;
  std::uint32_t title_length = 0;
  std::uint32_t body_length = 0;
  std::uint32_t source_file = 0;  // the number of the file that it was read from; 0: not known
  friend bool operator==(const DocumentStats&, const DocumentStats&) = default;
};

/// Grows without a copy: of millions of documents there is no room for two.
using DocumentStatsTable = std::deque<DocumentStats>;

[[nodiscard]] inline std::size_t memory_bytes(const DocumentStatsTable& documents) noexcept {
  return documents.size() * sizeof(DocumentStats);
}

/// A stretch of a table, which must outlive it.
class DocumentRange {
 public:
  DocumentRange() = default;
  DocumentRange(const DocumentStatsTable& table, std::uint32_t first, std::uint32_t end)
      : table_(&table), first_(first), end_(end) {}

  [[nodiscard]] std::uint32_t size() const noexcept { return end_ - first_; }
  /// @param document  counted from the first of the stretch
  [[nodiscard]] const DocumentStats& operator[](std::uint32_t document) const {
    return (*table_)[first_ + document];
  }

 private:
  const DocumentStatsTable* table_ = nullptr;
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
};

/// Length of the weighted title-and-body field.
[[nodiscard]] inline std::uint32_t text_length(const DocumentStats& row,
                                               std::uint32_t title_weight) {
  return row.title_length * title_weight + row.body_length;
}

}  // namespace newsidx::indexer
