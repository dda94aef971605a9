// query/range_docs.h
//
// The documents with a date or a number in a range, as bits. What asks for a range mostly asks for
// it again (a month, the last week), so they are kept (ListCache). Chunks of a column that lie
// outside of the range by their least and greatest number are not read.
//
// Cost: of a range that is new, the chunks of the column that it meets, about 3 ns a document; of
// numbers, the values of the field, and the lists of those in the range.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancellation.h"
#include "query/calendar.h"
#include "segment/live_docs.h"
#include "segment/segment_reader.h"

namespace newsidx::query {

struct RangeDocs {
  struct InSegment {
    const segment::SegmentReader* segment = nullptr;
    segment::DocBits bits;    ///< a bit a document; empty: none of them
    std::uint64_t count = 0;  ///< of set bits; deleted documents count
  };
  std::vector<InSegment> in_segments;
  std::uint64_t document_count = 0;

  [[nodiscard]] const InSegment* of(const segment::SegmentReader& reader) const noexcept;
  [[nodiscard]] std::size_t heap_bytes() const noexcept;
};

/// [low, high], or without its ends.
struct NumberRange {
  double low = 0;
  double high = 0;
  bool excludes_low = false;
  bool excludes_high = false;
  [[nodiscard]] bool has(double number) const noexcept {
    return (excludes_low ? number > low : number >= low) &&
           (excludes_high ? number < high : number <= high);
  }
};

/// A value of a keyword field as a number: all of it, "120", "-3.5". Nothing else is one.
[[nodiscard]] std::optional<double> number_of(std::string_view value);

using Segments = std::span<const segment::SegmentReader* const>;

/// Articles that were published in the range. Undated ones are in none.
/// @errors cancelled, corruption, io
[[nodiscard]] Result<RangeDocs> docs_of_dates(Segments segments, const DateRange& range,
                                              const CancellationToken& cancellation);

/// Articles with a number in the range among the values of a keyword field.
/// @param name  segment::keyword_name()
/// @errors cancelled, corruption, io
[[nodiscard]] Result<RangeDocs> docs_of_numbers(Segments segments, std::string_view name,
                                                const NumberRange& range,
                                                const CancellationToken& cancellation);

}  // namespace newsidx::query
