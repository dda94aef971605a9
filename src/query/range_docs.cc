#include "query/range_docs.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/field.h"
#include "segment/keyword_term.h"
#include "segment/posting_cursor.h"
#include "segment/timestamp_column.h"

namespace newsidx::query {
namespace {

using segment::kColumnChunkDocuments;

bool is_in(const Timestamp& time, const DateRange& range) {
  return time.zone_known
             ? time.utc_seconds >= range.first_instant && time.utc_seconds < range.end_instant
             : time.utc_seconds >= range.first_clock && time.utc_seconds < range.end_clock;
}

// What the numbers of a column in the range are between; times sort as their numbers do.
struct ColumnBounds {
  std::uint64_t least;
  std::uint64_t greatest;
};
ColumnBounds bounds_of(const DateRange& range) {
  static constexpr std::int64_t kMostSeconds = std::int64_t{1}
                                               << 58;  // a column has room for 60 bits
  const auto column = [](std::int64_t seconds, Timestamp::Precision precision, bool zone_known) {
    Timestamp time;
    time.utc_seconds = std::clamp(seconds, -kMostSeconds, kMostSeconds);
    time.precision = precision;
    time.zone_known = zone_known;
    return segment::column_time(time);
  };
  return {
      column(std::min(range.first_instant, range.first_clock), Timestamp::Precision::day, false),
      column(std::max(range.end_instant, range.end_clock), Timestamp::Precision::second, true)};
}

Status add_dates(const segment::SegmentReader& segment, const DateRange& range,
                 const CancellationToken& cancellation, RangeDocs::InSegment& found) {
  NEWSIDX_ASSIGN_OR_RETURN(const segment::ColumnReader column,
                           segment.column(segment::kPublishedColumn));
  const auto [least, greatest] = bounds_of(range);
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t chunk = 0; chunk < column.chunk_count(); ++chunk) {
    if (cancellation.requested()) return cancelled_error();
    const segment::ColumnDescriptor& descriptor = column.descriptor();
    if (!descriptor.chunks.empty()) {
      const auto& bounds = descriptor.chunks[chunk];
      if (bounds.is_empty() || bounds.greatest < least || bounds.least > greatest) continue;
    }
    if (found.bits.empty()) found.bits.resize((segment.document_count() + 63) / 64);
    numbers.clear();
    NEWSIDX_RETURN_IF_ERROR(column.read(chunk, numbers));
    const std::size_t first = std::size_t{chunk} * kColumnChunkDocuments;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] < least || numbers[i] > greatest) continue;
      const auto time = segment::time_of_column(numbers[i]);
      if (!time || !is_in(*time, range)) continue;
      found.bits[(first + i) / 64] |= std::uint64_t{1} << ((first + i) % 64);
    }
  }
  return {};
}

Status add_numbers(const segment::SegmentReader& segment, std::string_view name,
                   const NumberRange& range, const CancellationToken& cancellation,
                   RangeDocs::InSegment& found) {
  using Visit = segment::DictionaryReader::Visit;
  const std::string start = std::string(name) + '\0';
  std::vector<std::string> terms;
  NEWSIDX_RETURN_IF_ERROR(segment.dictionary().visit_terms(
      segment::Field::keyword, start, "", [&](std::string_view term) {
        const auto number = number_of(term.substr(start.size()));
        if (number && range.has(*number)) terms.emplace_back(term);
        return cancellation.requested() ? Visit::stop : Visit::next;
      }));
  for (const std::string& term : terms) {
    if (cancellation.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const auto list, segment.find(segment::Field::keyword, term));
    if (list == nullptr) continue;
    if (found.bits.empty()) found.bits.resize((segment.document_count() + 63) / 64);
    segment::PostingCursor postings(list);
    for (; postings.doc() != segment::kNoMoreDocs; postings.next()) {
      found.bits[postings.doc() / 64] |= std::uint64_t{1} << (postings.doc() % 64);
    }
    NEWSIDX_RETURN_IF_ERROR(postings.status());
  }
  return {};
}

template <class Add>
Result<RangeDocs> docs_of(Segments segments, const CancellationToken& cancellation, Add add) {
  RangeDocs docs;
  for (const segment::SegmentReader* segment : segments) {
    RangeDocs::InSegment& found = docs.in_segments.emplace_back();
    found.segment = segment;
    NEWSIDX_RETURN_IF_ERROR(add(*segment, found));
    if (cancellation.requested()) return cancelled_error();
    for (const std::uint64_t word : found.bits) {
      found.count += static_cast<std::uint64_t>(std::popcount(word));
    }
    docs.document_count += found.count;
  }
  return docs;
}

}  // namespace

const RangeDocs::InSegment* RangeDocs::of(const segment::SegmentReader& reader) const noexcept {
  for (const InSegment& part : in_segments) {
    if (part.segment == &reader) return &part;
  }
  return nullptr;
}

std::size_t RangeDocs::heap_bytes() const noexcept {
  std::size_t bytes = sizeof(RangeDocs) + in_segments.capacity() * sizeof(InSegment);
  for (const InSegment& part : in_segments) bytes += part.bits.capacity() * sizeof(std::uint64_t);
  return bytes;
}

std::optional<double> number_of(std::string_view value) {
  double number = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (code != std::errc{} || end != value.data() + value.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

Result<RangeDocs> docs_of_dates(Segments segments, const DateRange& range,
                                const CancellationToken& cancellation) {
  return docs_of(segments, cancellation,
                 [&](const segment::SegmentReader& segment, RangeDocs::InSegment& found) {
                   return add_dates(segment, range, cancellation, found);
                 });
}

Result<RangeDocs> docs_of_numbers(Segments segments, std::string_view name,
                                  const NumberRange& range, const CancellationToken& cancellation) {
  return docs_of(segments, cancellation,
                 [&](const segment::SegmentReader& segment, RangeDocs::InSegment& found) {
                   return add_numbers(segment, name, range, cancellation, found);
                 });
}

}  // namespace newsidx::query
