// copies/shingles.h
//
// A text as the set of its shingles: all runs of five words, as hashes. Two articles are compared
// by how many of these they share.
//
// A word is a run of letters, digits, marks and "_" in lower case; in a script without blanks each
// letter is one. Apostrophes and hyphens part words ("Syria's" has two), so that typographic ones
// make no difference.
//
// Of a body of very many words a sample is kept, those with the least hashes, and compared with the
// same sample of the other: the memory for a body is bounded.
//
// Source: Broder, "On the resemblance and containment of documents" (1997).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace newsidx::copies {

inline constexpr std::size_t kShingleWords = 5;

/// What is kept of a body: with more, a share of .8 is told to within .01.
inline constexpr std::size_t kMaxShingles = std::size_t{1} << 16;

struct Shingles {
  std::uint32_t word_count = 0;
  std::vector<std::uint64_t> hashes;  ///< ascending, each once; none of fewer than five words
  std::uint64_t limit = UINT64_MAX;   ///< all up to this one are kept
};

/// Cost: about 6 ms a megabyte of English.   Memory: at most 1 MiB. @param text  UTF-8
[[nodiscard]] Shingles shingles_of(std::string_view text);

/// Hands out the hashes of a text's shingles as they come, some hundred at a time.
/// @return how many words it has
std::uint32_t read_shingles(std::string_view text,
                            const std::function<void(std::span<const std::uint64_t>)>& take);

/// Of two bodies, of what both keep.
struct ShingleCounts {
  std::size_t a = 0;
  std::size_t b = 0;
  std::size_t common = 0;
};
[[nodiscard]] ShingleCounts compare(const Shingles& a, const Shingles& b) noexcept;

}  // namespace newsidx::copies
