#include "query/statistics/collection_statistics.h"

#include "segment/field.h"

namespace newsidx::query {
namespace {

void add(CollectionStatistics::FieldTotals& sum, const CollectionStatistics::FieldTotals& totals) {
  sum.document_count += totals.document_count;
  sum.total_length += totals.total_length;
}

CollectionStatistics::FieldTotals totals_of(const segment::FieldInfo& info) {
  return {info.document_count, info.total_length};
}

}  // namespace

CollectionStatistics CollectionStatistics::of(
    std::span<const segment::SegmentReader* const> segments) {
  CollectionStatistics sum;
  for (const segment::SegmentReader* segment : segments) {
    const segment::SegmentInfo& info = segment->info();
    sum += {info.document_count, totals_of(info.field(segment::Field::text)),
            totals_of(info.field(segment::Field::title))};
  }
  return sum;
}

CollectionStatistics& CollectionStatistics::operator+=(const CollectionStatistics& other) noexcept {
  document_count += other.document_count;
  add(text, other.text);
  add(title, other.title);
  return *this;
}

}  // namespace newsidx::query
