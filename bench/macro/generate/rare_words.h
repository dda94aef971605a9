// bench/macro/generate/rare_words.h
//
// Words that a growing news set keeps adding: names, numbers, codes. The words of the learnt set
// that only one or two of its articles have are not kept; where one stood, a word is drawn from an
// endless Zipf distribution, so that vocabulary grows with the number of articles (Heaps' law)
// and yet each article depends on its own random stream alone.
//
// Ranks r >= first_rank have a probability falling as r^-s: an octave [first 2^k, first 2^(k+1))
// is half^k as probable as the first one, half = 2^(1-s), s = 1 / (Heaps' exponent).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "random.h"

namespace newsidx::bench::generate {

enum class RareKind : std::uint8_t { kLetters, kDigits, kMixed };
enum class LetterCase : std::uint8_t { kLower, kCapitalised, kUpper };

inline constexpr std::uint32_t kRareKinds = 3;
inline constexpr std::uint32_t kLetterCases = 3;
inline constexpr std::uint32_t kOctaves = 24;

RareKind kind_of(std::string_view word);
LetterCase case_of(std::string_view word);

/// What the learnt set says about its rare words of one kind.
struct RareCounts {
  double draws = 0;        // pairs of article and rare word
  double words = 0;        // different rare words
  double occurrences = 0;  // tokens
  double heaps = 0.6;      // Heaps' exponent of all words of the kind
};

/// The distribution of one kind, as the model file holds it.
struct RareLaw {
  std::uint64_t first_rank = 1000;
  std::uint32_t half = 0;    // share of 65,536: probability of going on to the next octave
  std::uint32_t repeat = 0;  // share of 65,536: an occurrence that repeats one of its article
};

RareLaw fit(const RareCounts& counts);

/// The word of a rank, lower-case: another for each rank of a kind, always the same.
std::string rare_word(RareKind kind, std::uint64_t rank);

/// The rare words of one article.
class RareDrawer {
 public:
  explicit RareDrawer(const std::array<RareLaw, kRareKinds>& laws) : laws_(laws) {}

  std::string draw(RareKind kind, LetterCase letter_case, Random& random);

 private:
  const std::array<RareLaw, kRareKinds>& laws_;
  std::array<std::vector<std::uint64_t>, kRareKinds> drawn_;
};

}  // namespace newsidx::bench::generate
