#include "query/spelling/correction.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/status_macros.h"
#include "base/utf8.h"
#include "query/spelling/surface_counts.h"
#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

// Of a slip at a given place of a word of six letters: .3 of slips leave a letter out, one of six;
// .1 change places, one of five pairs; .35 are a wrong letter, one of 6 * 25; .2 a further one, one
// of 7 * 26, which often is a letter twice.
constexpr double kLeftOut = 3.0, kChangedPlaces = 3.9, kWrong = 6.1, kFurther = 6.9, kTwice = 4.5;
// Of a further slip in the same word.
constexpr double kAgain = 3.0;

std::u32string characters_of(std::string_view word) {
  std::u32string characters;
  for (std::size_t at = 0; at < word.size(); at += decode_utf8(word, at).size) {
    characters.push_back(decode_utf8(word, at).value);
  }
  return characters;
}

bool is_of_letters(std::u32string_view word) {
  return std::ranges::all_of(word, [](char32_t c) {
    return is_of_alphabet(c) || (c < 0x80 && is_letter(static_cast<char>(c)));
  });
}

}  // namespace

double slip_cost(std::u32string_view typed, std::u32string_view meant) {
  const std::size_t width = meant.size() + 1;
  std::vector<double> table((typed.size() + 1) * width);
  const auto cell = [&](std::size_t i, std::size_t j) -> double& { return table[i * width + j]; };
  for (std::size_t i = 0; i <= typed.size(); ++i) {
    for (std::size_t j = 0; j <= meant.size(); ++j) {
      if (i == 0 && j == 0) continue;
      double least = HUGE_VAL;
      const auto slip = [&least](double before, double cost) {
        least = std::min(least, before + cost + kAgain);
      };
      if (j > 0) slip(cell(i, j - 1), kLeftOut);
      if (i > 0) {
        const bool is_twice = i > 1 && typed[i - 1] == typed[i - 2];
        slip(cell(i - 1, j), is_twice ? kTwice : kFurther);
      }
      if (i > 0 && j > 0) {
        if (typed[i - 1] == meant[j - 1]) {
          least = std::min(least, cell(i - 1, j - 1));
        } else {
          slip(cell(i - 1, j - 1), kWrong);
        }
      }
      if (i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1]) {
        slip(cell(i - 2, j - 2), kChangedPlaces);
      }
      cell(i, j) = least;
    }
  }
  return std::max(table.back() - kAgain, 0.0);
}

Result<std::optional<std::string>> correction(const ListCache& lists, std::string_view word,
                                              const CancellationToken& cancellation) {
  const std::u32string typed = characters_of(word);
  std::optional<std::string> best;
  if (typed.size() < kLeastCorrectedLetters || !is_of_letters(typed)) return best;
  const std::uint8_t edits = typed.size() == kLeastCorrectedLetters ? 1 : 2;
  NEWSIDX_ASSIGN_OR_RETURN(
      const std::vector<CountedWord> near,
      counted_words(lists, {WordPattern::Kind::fuzzy, std::string(word), edits}, cancellation));
  double least = HUGE_VAL;
  for (const auto& [meant, occurrences] : near) {
    if (meant == word) return std::optional<std::string>();
    const std::u32string characters = characters_of(meant);
    if (!is_of_letters(characters)) continue;
    const double cost = slip_cost(typed, characters) - std::log(static_cast<double>(occurrences));
    if (cost >= least) continue;
    least = cost;
    best = meant;
  }
  return best;
}

}  // namespace newsidx::query
