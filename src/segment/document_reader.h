// segment/document_reader.h
//
// The stored articles of one segment. Written by document_writer.h.
//
// Threads: any number.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <memory>

#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::segment {

class DocumentReader {
 public:
  DocumentReader(std::shared_ptr<const storage::Store> store, const SegmentInfo& info)
      : store_(std::move(store)),
        segment_(info.id),
        document_count_(info.document_count),
        first_sequence_(info.first_sequence),
        is_reordered_(info.is_reordered) {}

  /// @errors corruption, io
  [[nodiscard]] Result<Article> article(std::uint32_t document) const;
  /// Where the document's article is stored, counted from first_sequence.
  [[nodiscard]] Result<std::uint32_t> sequence(std::uint32_t document) const;

 private:
  std::shared_ptr<const storage::Store> store_;
  std::uint32_t segment_;
  std::uint32_t document_count_;
  std::uint64_t first_sequence_;
  bool is_reordered_;
};

}  // namespace newsidx::segment
