// brute_force/document_lengths.h
//
// The lengths that BM25 sees: as they are, or rounded as the engines do that keep one byte for
// them.
#pragma once

#include <cstdint>

namespace newsidx::bench {

enum class Lengths : std::uint8_t {
  exact,
  quantised,  ///< as by Lucene's SmallFloat.intToByte4
};

/// The length that remains when it has been through Lucene's byte: the first 24 lengths have a byte
/// each; what a longer one has above 24 is cut to its four highest bits.
/// Source: org.apache.lucene.util.SmallFloat, intToByte4 and byte4ToInt (Lucene 7 and later).
[[nodiscard]] std::uint32_t quantised_length(std::uint32_t length);

}  // namespace newsidx::bench
