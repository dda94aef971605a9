// indexer/live/merge_documents.h
//
// The documents of segments that are merged, one segment behind the other: their rows and addresses
// are read from columns, and which of them are deleted.
//
// Threads: one.   Memory: 40 bytes a document.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "indexer/invert/document_stats.h"
#include "segment/document_reader.h"
#include "segment/live_docs.h"
#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::indexer {

class MergeDocuments {
 public:
  /// Appends those of a segment, with its live state.
  /// @errors corruption, io; limit  more documents than can be counted
  [[nodiscard]] Status append(const std::shared_ptr<const storage::Store>& store,
                              const segment::SegmentInfo& info);

  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(addresses.size());
  }
  [[nodiscard]] bool is_deleted(std::uint32_t document) const noexcept {
    return (deleted[document / 64] >> (document % 64) & 1) != 0;
  }
  /// Of the documents from `first` on, below `end`: a bit for each; empty when none is deleted.
  [[nodiscard]] segment::DocBits deleted_between(std::uint32_t first, std::uint32_t end) const;

  /// Takes the deleted ones out: the others move up.
  void compact();

  DocumentStatsTable rows;
  std::vector<segment::ArticleAddress> addresses;
  segment::DocBits deleted;

 private:
  [[nodiscard]] Status append_rows(const std::shared_ptr<const storage::Store>& store,
                                   const segment::SegmentInfo& info);
};

}  // namespace newsidx::indexer
