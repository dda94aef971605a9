#include "search/scoring/weights.h"

#include <algorithm>

#include "segment/field.h"

namespace newsidx::search {

using segment::Field;

// Keywords have no length: b = 0.
Weights::Weights(const query::CollectionStatistics& statistics, Bm25Parameters parameters)
    : statistics_(statistics),
      text_(parameters, statistics.text.average_length()),
      title_(parameters, statistics.title.average_length()),
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
