#include "search/scoring/weights.h"

#include <algorithm>

#include "segment/field.h"

namespace newsidx::search {

using segment::Field;

CollectionStatistics CollectionStatistics::of(
    std::span<const segment::SegmentReader* const> segments) {
  CollectionStatistics statistics;
  std::uint64_t text_length = 0;
  std::uint64_t title_length = 0;
  for (const segment::SegmentReader* segment : segments) {
    statistics.document_count += segment->document_count();
    const segment::FieldInfo& text = segment->info().field(Field::text);
    const segment::FieldInfo& title = segment->info().field(Field::title);
    statistics.text.document_count += text.document_count;
    statistics.title.document_count += title.document_count;
    text_length += text.total_length;
    title_length += title.total_length;
  }
  const auto mean = [](std::uint64_t length, std::uint64_t count) {
    return length == 0 || count == 0 ? 1.0
                                     : static_cast<double>(length) / static_cast<double>(count);
  };
  statistics.text.average_length = mean(text_length, statistics.text.document_count);
  statistics.title.average_length = mean(title_length, statistics.title.document_count);
  return statistics;
}

// Keywords have no length: b = 0.
Weights::Weights(const CollectionStatistics& statistics, Bm25Parameters parameters)
    : statistics_(statistics),
      text_(parameters, statistics.text.average_length),
      title_(parameters, statistics.title.average_length),
      keyword_({parameters.k1, 0}, 1) {}

std::uint64_t Weights::document_count(Field field) const noexcept {
  if (field == Field::keyword) return statistics_.document_count;
  return is_of_title(field) ? statistics_.title.document_count : statistics_.text.document_count;
}

const TfTable& Weights::tf_table(Field field) const noexcept {
  if (field == Field::keyword) return keyword_;
  return is_of_title(field) ? title_ : text_;
}

double Weights::idf(Field field, std::uint64_t document_frequency) const noexcept {
  const std::uint64_t count = document_count(field);
  return search::idf(count, std::min(count, document_frequency));
}

}  // namespace newsidx::search
