// indexer/merge/merged_documents.h
//
// What a merge writes of its documents, but for their words: norms, addresses of articles, columns,
// and what the segment's record says of lengths. In the order of the segment.
//
// Threads: one.   Memory: a byte a document, of the norms.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string_view>

#include "indexer/merge/living_documents.h"
#include "indexer/merge/merger.h"
#include "segment/field.h"
#include "segment/segment_info.h"
#include "segment/segment_writer.h"

namespace newsidx::indexer {

class MergedDocuments {
 public:
  /// @param request, living  must outlive this
  MergedDocuments(const MergeRequest& request, const LivingDocuments& living)
      : request_(request), living_(living) {}

  /// What SegmentWriter::create() wants to know.
  [[nodiscard]] segment::SegmentInfo info() const;
  [[nodiscard]] Status write(segment::SegmentWriter& writer) const;

 private:
  template <class Visit>
  void for_each(Visit visit) const;
  template <class Length, class Positions>
  [[nodiscard]] segment::FieldInfo field_info(Length length, Positions positions) const;
  template <class Length>
  [[nodiscard]] Status write_lengths(segment::SegmentWriter& writer, segment::Field field,
                                     Length length_of) const;
  template <class Value>
  [[nodiscard]] Status write_column(segment::ColumnWriter column, Value value_of) const;
  [[nodiscard]] segment::ArticleAddress address_of(std::uint32_t document) const;
  [[nodiscard]] bool numbers_count(std::uint32_t& first) const;
  [[nodiscard]] Status write_addresses(segment::SegmentWriter& writer) const;
  [[nodiscard]] Status write_columns(segment::SegmentWriter& writer) const;

  const MergeRequest& request_;
  const LivingDocuments& living_;
};

}  // namespace newsidx::indexer
