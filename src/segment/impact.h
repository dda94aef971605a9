// segment/impact.h
//
// The impact of a posting: an upper bound of how far its frequency and length can raise a score, in
// two bytes, kept for every block so that a search can step over blocks that cannot matter.
//
//   impact = ceil(65535 * freq / (freq + saturation[norm]))
//
// The saturation table (how many occurrences make half of the most a term can give, for each norm)
// comes from outside: this module keeps the numbers and knows nothing of scoring.
//
// An impact is BM25 without the idf, for the k1 and b of impact_parameters.h. So bounds survive a
// change of statistics (where texts of other segments are longer, they get a little larger), and a
// search with other parameters still works, with the term's limit as its only bound.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include "codec/norm.h"

namespace newsidx::segment {

using Impact = std::uint16_t;
inline constexpr float kImpactScale = 65535;

/// Occurrences, by norm, at which a posting reaches half of its limit.
using LengthNormTable = std::array<float, 256>;

/// BM25's length normalisation as a saturation table.
/// @param average_length  tokens in the field, mean over the documents that have it [> 0]
inline LengthNormTable length_norm_table(float k1, float b, double average_length) noexcept {
  LengthNormTable table;
  for (std::size_t norm = 0; norm < table.size(); ++norm) {
    const double length = codec::decode_norm(static_cast<std::uint8_t>(norm));
    table[norm] = static_cast<float>(k1 * (1 - b + b * length / average_length));
  }
  return table;
}

/// The part of a term's limit that a posting reaches [0 to 1).
inline float tf_saturation(float freq, float half) noexcept { return freq / (freq + half); }

/// Rises with the saturation: the impact of the greatest is the greatest impact.
inline Impact impact_of(float saturation) noexcept {
  // The product of two floats is exact in a double: nothing is rounded before the ceiling.
  return static_cast<Impact>(std::ceil(double{saturation} * double{kImpactScale}));
}
inline Impact impact_of(std::uint32_t freq, float half) noexcept {
  return impact_of(tf_saturation(static_cast<float>(freq), half));
}

}  // namespace newsidx::segment
