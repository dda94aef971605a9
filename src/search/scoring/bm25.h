// search/scoring/bm25.h
//
// BM25 as Lucene has it: idf(t) * freq / (freq + k1 * (1 - b + b * length / average)), no (k1 + 1).
// Source: Robertson et al., TREC-3 (1994); variant as in Lucene's BM25Similarity.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "segment/impact.h"

namespace newsidx::search {

struct Bm25Parameters {
  float k1 = 1.2f;
  float b = 0.75f;
  friend bool operator==(const Bm25Parameters&, const Bm25Parameters&) = default;
};

/// Inverse document frequency, never negative.
/// @param document_count      documents that have the field [count]
/// @param document_frequency  of them, with the term [count, <= document_count]
[[nodiscard]] double idf(std::uint64_t document_count, std::uint64_t document_frequency) noexcept;

/// How far a posting goes towards the limit of its term [0 to 1), by frequency and norm.
/// Common frequencies come from a table (small enough for the first-level cache), which holds
/// exactly what the formula gives.
class TfTable {
 public:
  TfTable(Bm25Parameters parameters, double average_length);

  [[nodiscard]] float at(std::uint32_t freq, std::uint8_t norm) const noexcept {
    if (freq < kTableFreqs) return table_[freq * 256u + norm];
    return segment::tf_saturation(static_cast<float>(freq), length_norms_[norm]);
  }
  [[nodiscard]] double average_length() const noexcept { return average_length_; }
  [[nodiscard]] const Bm25Parameters& parameters() const noexcept { return parameters_; }

 private:
  static constexpr std::uint32_t kTableFreqs = 64;

  Bm25Parameters parameters_;
  double average_length_;
  segment::LengthNormTable length_norms_;  // k1 * (1 - b + b * length / average), by norm
  std::vector<float> table_;
};

}  // namespace newsidx::search
