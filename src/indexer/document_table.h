// indexer/document_table.h
//
// The numbers of every document of a build: 24 bytes each, in memory until the end.
#pragma once

#include <cstdint>
#include <vector>

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

using DocumentTable = std::vector<DocumentRow>;

/// Length of the weighted title-and-body field.
[[nodiscard]] inline std::uint32_t text_length(const DocumentRow& row, std::uint32_t title_weight) {
  return row.title_length * title_weight + row.body_length;
}

}  // namespace newsidx::indexer
