// indexer/document_table.h
//
// The numbers of every document of a build: 16 bytes each, in memory until the end.
#pragma once

#include <cstdint>
#include <vector>

namespace newsidx::indexer {

struct DocumentRow {
  std::uint64_t published = 0;     // segment::column_time
  std::uint32_t title_length = 0;  // positions
  std::uint32_t body_length = 0;   // positions
  friend bool operator==(const DocumentRow&, const DocumentRow&) = default;
};

using DocumentTable = std::vector<DocumentRow>;

/// Length of the weighted title-and-body field [tokens].
[[nodiscard]] inline std::uint32_t text_length(const DocumentRow& row, std::uint32_t title_weight) {
  return row.title_length * title_weight + row.body_length;
}

}  // namespace newsidx::indexer
