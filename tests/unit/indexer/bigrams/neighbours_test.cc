// Words side by side, by windows of any size, against a look at each two occurrences.
#include "indexer/bigrams/neighbours.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "support/random_news.h"

namespace newsidx::indexer {
namespace {

using codec::Occurrence;
using Word = std::vector<Occurrence>;
using Place = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // position, first, second

std::vector<Place> expected_places(const std::vector<Word>& words) {
  std::set<Place> places;
  for (std::uint32_t first = 0; first < words.size(); ++first) {
    for (std::uint32_t second = 0; second < words.size(); ++second) {
      for (const Occurrence& a : words[first]) {
        for (const Occurrence& b : words[second]) {
          if (a.end() == b.position) places.emplace(a.position, first, second);
        }
      }
    }
  }
  return {places.begin(), places.end()};
}

std::vector<Place> found_places(Neighbours& neighbours, const std::vector<Word>& words,
                                std::uint32_t window) {
  std::vector<Place> places;
  const auto visit = [&](std::uint32_t first, std::uint32_t second, std::uint32_t position) {
    places.emplace_back(position, first, second);
  };
  std::vector<std::size_t> at(words.size());
  bool is_complete = false;
  for (std::uint32_t end = window; !is_complete; end += window) {
    is_complete = true;
    for (std::uint32_t word = 0; word < words.size(); ++word) {
      for (; at[word] < words[word].size() && words[word][at[word]].position < end; ++at[word]) {
        neighbours.add(word, words[word][at[word]]);
      }
      is_complete = is_complete && at[word] == words[word].size();
    }
    neighbours.take(is_complete ? Neighbours::kAll : end, visit);
  }
  std::sort(places.begin(), places.end());
  return places;
}

TEST_CASE("each place is found once, whatever the windows") {
  MESSAGE("seed 121");
  testing::Dice dice(121);
  Neighbours neighbours;
  std::size_t total = 0;
  for (int round = 0; round < 90; ++round) {
    std::vector<Word> words(1 + dice.below(6));
    const std::uint32_t positions = 1 + dice.below(200);
    const bool is_simple = dice.one_in(3);  // a word at most at each position
    std::set<std::uint32_t> taken;
    for (Word& word : words) {
      std::set<Occurrence> occurrences;
      for (std::uint32_t i = dice.below(100); i > 0; --i) {
        const std::uint32_t position = dice.below(positions);
        if (is_simple && !taken.insert(position).second) continue;
        occurrences.insert({position, !is_simple && dice.one_in(3) ? 1 + dice.below(4) : 1});
      }
      word.assign(occurrences.begin(), occurrences.end());
    }
    const std::vector<Place> expected = expected_places(words);
    total += expected.size();
    for (const std::uint32_t window : {4u, 5u, 64u, 1'000u}) {
      CAPTURE(window);
      CHECK((found_places(neighbours, words, window) == expected));
    }
  }
  CHECK(total > 1'000);
}

}  // namespace
}  // namespace newsidx::indexer
