// query/doc_values.h
//
// Which values of a keyword field each document has, and on which day it was published: what is
// counted over the documents that match. Values are ordinals, numbers from 0 in their order, over
// all segments together, so that a count is a look at an array.
//
// Cost: of a field, its part of the dictionary and all of its lists; of days, the column of dates.
//       4 bytes a document; 8 and 4 a value where documents have several. Kept by the index
//       (ListCache) as far as its memory goes.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/time_zone.h"
#include "base/cancellation.h"
#include "query/range_docs.h"
#include "segment/segment_reader.h"

namespace newsidx::query {

struct DocOrdinals {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct InSegment {
    const segment::SegmentReader* segment = nullptr;
    /// Of documents with one value at most: of each its ordinal, or kNone. Empty: none has any,
    /// or some have several.
    std::vector<std::uint32_t> one;
    /// Else those of document d are many[starts[d]] to many[starts[d + 1]].
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> many;
  };
  std::vector<InSegment> in_segments;
  std::size_t value_count = 0;

  [[nodiscard]] std::size_t heap_bytes() const noexcept;
};

struct FieldValues {
  DocOrdinals ordinals;
  std::vector<std::string> values;  ///< ascending
  [[nodiscard]] std::size_t heap_bytes() const noexcept;
};

/// @param name  segment::keyword_name(); of "url" each document has its host
/// @errors cancelled, corruption, io
[[nodiscard]] Result<FieldValues> field_values(Segments segments, std::string_view name,
                                               const CancellationToken& cancellation);

struct PublishedDays {
  DocOrdinals ordinals;
  std::vector<std::int64_t> days;  ///< since 1970-01-01, ascending
  [[nodiscard]] std::size_t heap_bytes() const noexcept;
};

/// Days as date_range() reads them: a time that names its zone is of the day that it was then in
/// `zone`, another one of the day that it says.
/// @errors cancelled, corruption, io
[[nodiscard]] Result<PublishedDays> published_days(Segments segments,
                                                   const analysis::TimeZone& zone,
                                                   const CancellationToken& cancellation);

}  // namespace newsidx::query
