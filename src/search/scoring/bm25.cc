#include "search/scoring/bm25.h"

#include <cmath>

namespace newsidx::search {

double idf(std::uint64_t document_count, std::uint64_t document_frequency) noexcept {
  const auto n = static_cast<double>(document_count);
  const auto df = static_cast<double>(document_frequency);
  return std::log(1 + (n - df + 0.5) / (df + 0.5));
}

TfTable::TfTable(Bm25Parameters parameters, double average_length)
    : parameters_(parameters),
      average_length_(average_length),
      length_norms_(segment::length_norm_table(parameters.k1, parameters.b, average_length)),
      table_(std::size_t{kTableFreqs} * 256) {
  for (std::uint32_t freq = 1; freq < kTableFreqs; ++freq) {
    for (std::size_t norm = 0; norm < 256; ++norm) {
      table_[freq * 256u + norm] =
          segment::tf_saturation(static_cast<float>(freq), length_norms_[norm]);
    }
  }
}

}  // namespace newsidx::search
