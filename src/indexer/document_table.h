// indexer/document_table.h
//
// The numbers of every document of a build: 24 bytes each, in memory until the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace newsidx::indexer {

/// Positions are places of words; a length, which scores depend on, is of words that are no stop
/// words, and at least 1 where there are positions.
struct DocumentRow {
  std::uint64_t published = 0;  // segment::column_time
  std::uint32_t title_positions = 0;
  std::uint32_t body_positions = 0;
  std::uint32_t title_length = 0;
  std::uint32_t body_length = 0;
  friend bool operator==(const DocumentRow&, const DocumentRow&) = default;
};

/// Grows without a copy: of millions of documents there is no room for two.
using DocumentTable = std::deque<DocumentRow>;

[[nodiscard]] inline std::size_t memory_bytes(const DocumentTable& documents) noexcept {
  return documents.size() * sizeof(DocumentRow);
}

/// A stretch of a table, which must outlive it.
class DocumentRange {
 public:
  DocumentRange() = default;
  DocumentRange(const DocumentTable& table, std::uint32_t first, std::uint32_t end)
      : table_(&table), first_(first), end_(end) {}

  [[nodiscard]] std::uint32_t size() const noexcept { return end_ - first_; }
  /// @param document  counted from the first of the stretch
  [[nodiscard]] const DocumentRow& operator[](std::uint32_t document) const {
    return (*table_)[first_ + document];
  }

 private:
  const DocumentTable* table_ = nullptr;
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
};

/// Length of the weighted title-and-body field.
[[nodiscard]] inline std::uint32_t text_length(const DocumentRow& row, std::uint32_t title_weight) {
  return row.title_length * title_weight + row.body_length;
}

}  // namespace newsidx::indexer
