#include "rare_words.h"

#include <algorithm>
#include <cmath>

#include "pieces.h"

namespace newsidx::bench::generate {
namespace {

constexpr std::string_view kOnsets = "bcdfghjklmnprstvwyz";
constexpr std::string_view kVowels = "aeiou";
constexpr std::string_view kCodas = "nrstlmdk";  // a word of letters may end in one of them

/// Different words among `draws` of the law.
double expected_words(double first_rank, double half, double draws) {
  double words = 0;
  double probability = 1 - half;
  double width = first_rank;
  for (std::uint32_t octave = 0; octave < kOctaves; ++octave) {
    words += width * -std::expm1(-draws * probability / width);
    probability *= half;
    width *= 2;
  }
  return words;
}

/// Ranks in another order, so that neighbours do not look alike: a bijection of each power of two.
std::uint64_t shuffled(std::uint64_t rank) {
  const auto bits = static_cast<unsigned>(std::bit_width(rank) - 1);
  const std::uint64_t top = std::uint64_t{1} << bits;
  std::uint64_t x = rank - top;
  for (int round = 0; round < 2; ++round) {
    x = (x * 0x9e3779b97f4a7c15U + 0x7f4a7c15U) & (top - 1);
    x ^= x >> ((bits + 1) / 2);
  }
  return top + x;
}

std::string letters_of(std::uint64_t number) {
  constexpr std::uint64_t kSyllables = kOnsets.size() * kVowels.size();
  std::string word;
  const std::uint64_t coda = number % (kCodas.size() + 1);
  number /= kCodas.size() + 1;
  do {
    const std::uint64_t syllable = number % kSyllables;
    word += kOnsets[syllable / 5];
    word += kVowels[syllable % 5];
    number /= kSyllables;
  } while (number != 0);
  if (coda != 0) word += kCodas[coda - 1];
  return word;
}

}  // namespace

RareKind kind_of(std::string_view word) {
  const auto digits = std::count_if(word.begin(), word.end(), is_digit);
  if (digits == 0) return RareKind::kLetters;
  return static_cast<std::size_t>(digits) == word.size() ? RareKind::kDigits : RareKind::kMixed;
}

LetterCase case_of(std::string_view word) {
  if (!is_upper(word.front())) return LetterCase::kLower;
  return word.size() > 1 && is_upper(word[1]) ? LetterCase::kUpper : LetterCase::kCapitalised;
}

RareLaw fit(const RareCounts& counts) {
  RareLaw law;
  const double half = std::exp2(1 - 1 / std::clamp(counts.heaps, 0.4, 0.85));
  law.half = share_of(half) / 64 * 64;  // rounded: machines may differ in the last digit of exp2
  if (counts.draws < 1) return law;
  law.repeat = share_of(1 - counts.draws / counts.occurrences);
  double low = 1;
  double high = 1e9;
  for (int step = 0; step < 60; ++step) {
    const double middle = std::sqrt(low * high);
    (expected_words(middle, half, counts.draws) < counts.words ? low : high) = middle;
  }
  law.first_rank = static_cast<std::uint64_t>(high / 16) * 16 + 16;
  return law;
}

std::string rare_word(RareKind kind, std::uint64_t rank) {
  const std::uint64_t number = shuffled(rank);
  if (kind == RareKind::kDigits) return std::to_string(10000 + number);
  if (kind == RareKind::kLetters) return letters_of(number + 2000);
  return letters_of(number / 100 + 10) + std::to_string(number % 100);
}

std::string RareDrawer::draw(RareKind kind, LetterCase letter_case, Random& random) {
  const RareLaw& law = laws_[static_cast<std::size_t>(kind)];
  std::vector<std::uint64_t>& drawn = drawn_[static_cast<std::size_t>(kind)];
  std::uint64_t rank = 0;
  if (!drawn.empty() && random.chance(law.repeat)) {
    rank = drawn[random.below(static_cast<std::uint32_t>(drawn.size()))];
  } else {
    std::uint32_t octave = 0;
    while (octave + 1 < kOctaves && random.chance(law.half)) ++octave;
    const auto first = static_cast<double>(law.first_rank << octave);
    rank = static_cast<std::uint64_t>(first / (1 - random.unit() / 2));  // falls as r^-2 within
    drawn.push_back(rank);
  }
  std::string word = rare_word(kind, rank);
  const std::size_t upper = letter_case == LetterCase::kLower         ? 0
                            : letter_case == LetterCase::kCapitalised ? 1
                                                                      : word.size();
  for (std::size_t i = 0; i < upper; ++i) {
    if (is_lower(word[i])) word[i] = static_cast<char>(word[i] - 'a' + 'A');
  }
  return word;
}

}  // namespace newsidx::bench::generate
