// copies/shingles.h
//
// A text as the set of its shingles: all runs of five words, as hashes. Two articles are compared
// by how many of these they share.
//
// A word is a run of letters, digits, marks and "_" in lower case; in a script without blanks each
// letter is one. Apostrophes and hyphens part words ("Syria's" has two), so that typographic ones
// make no difference.
//
// Source: Broder, "On the resemblance and containment of documents" (1997).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace newsidx::copies {

inline constexpr std::size_t kShingleWords = 5;

struct Shingles {
  std::uint32_t word_count = 0;
  std::vector<std::uint64_t> hashes;  ///< ascending, each once; none of fewer than five words
};

/// Cost: about 6 ms a megabyte of English. @param text  UTF-8
[[nodiscard]] Shingles shingles_of(std::string_view text);

/// The same, of which each shingle comes as often as the text has it, in no order.
void append_shingles(std::string_view text, Shingles& shingles);

/// How many both have.
[[nodiscard]] std::size_t common_count(const Shingles& a, const Shingles& b) noexcept;

}  // namespace newsidx::copies
