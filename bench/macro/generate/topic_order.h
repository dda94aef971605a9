// bench/macro/generate/topic_order.h
//
// Puts articles into an order in which neighbours are about the same things: balanced bisection,
// again and again, of articles seen as spherical tf-idf vectors over hashed words (two-means, the
// halves cut at the median). A story is then a few neighbours, a topic some more of them.
//
// Deterministic: fixed seeds; integers, and the exact operations of IEEE 754 in a fixed order.
#pragma once

#include <cstdint>
#include <vector>

namespace newsidx::bench::generate {

/// The word ids of each article in reading order, and in how many articles each word occurs.
/// @return the numbers of the articles in topic order
std::vector<std::uint32_t> topic_order(const std::vector<std::vector<std::uint32_t>>& articles,
                                       const std::vector<std::uint32_t>& document_frequency);

}  // namespace newsidx::bench::generate
