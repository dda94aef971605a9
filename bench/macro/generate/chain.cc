#include "chain.h"

#include <algorithm>
#include <span>

namespace newsidx::bench::generate {
namespace {

/// Share of 65,536 by which Witten and Bell's probability is multiplied: their jumps make more
/// new pairs than real news has, by a quarter.
constexpr std::uint64_t kEscape = 52000;

using Places = std::span<const std::uint32_t>;  // ascending positions

/// The first of places[0, end) that is not below `value`, sought from `end` backwards: in steps of
/// 1, 2, 4, ... and then by halves. Fast when it is near.
std::size_t gallop_back(Places places, std::size_t end, std::uint32_t value) {
  std::size_t step = 1;
  while (step < end && places[end - step] >= value) step *= 2;
  const auto begin = places.begin() + static_cast<std::ptrdiff_t>(end - std::min(step, end));
  return static_cast<std::size_t>(
      std::lower_bound(begin, places.begin() + static_cast<std::ptrdiff_t>(end), value) -
      places.begin());
}

std::size_t gallop_on(Places places, std::size_t begin, std::uint32_t value) {
  std::size_t step = 1;
  while (begin + step < places.size() && places[begin + step] < value) step *= 2;
  const std::size_t end = std::min(begin + step, places.size());
  return static_cast<std::size_t>(
      std::lower_bound(places.begin() + static_cast<std::ptrdiff_t>(begin),
                       places.begin() + static_cast<std::ptrdiff_t>(end), value) -
      places.begin());
}

/// The part of `places` that lies in `range`; most often near places[slot].
Places within(Places places, std::size_t slot, Range range) {
  std::size_t begin = 0;
  std::size_t end = 0;
  if (places[slot] >= range.begin) {
    begin = gallop_back(places, slot, range.begin);
    end = gallop_on(places, begin, range.end);
  } else {
    begin = gallop_on(places, slot, range.begin);
    end = gallop_on(places, begin, range.end);
  }
  return places.subspan(begin, end - begin);
}

}  // namespace

Chain::Chain(const TextStream& stream, const std::vector<std::uint32_t>& word_of)
    : stream_(stream), word_of_(word_of) {
  order_by_word(*std::max_element(word_of.begin(), word_of.end()) + 1);
  order_by_pair();
  set_escapes();
}

/// A counting sort of the positions.
void Chain::order_by_word(std::uint32_t words) {
  const auto positions = static_cast<std::uint32_t>(stream_.tokens.size());
  word_start_.assign(words + 1, 0);
  for (std::uint32_t p = 0; p < positions; ++p) ++word_start_[word_at(p) + 1];
  for (std::uint32_t word = 0; word < words; ++word) word_start_[word + 1] += word_start_[word];
  std::vector<std::uint32_t> slot(word_start_.begin(), word_start_.end() - 1);
  by_word_.resize(positions);
  word_slot_.resize(positions);
  for (std::uint32_t p = 0; p < positions; ++p) {
    word_slot_[p] = slot[word_at(p)]++;
    by_word_[word_slot_[p]] = p;
  }
}

/// A second one, of the successors of by_word_: their order is then (word, word before, position).
void Chain::order_by_pair() {
  const auto positions = static_cast<std::uint32_t>(stream_.tokens.size());
  std::vector<std::uint32_t> slot(word_start_.begin(), word_start_.end() - 1);
  by_pair_.resize(positions);
  by_pair_[slot[word_at(0)]++] = 0;
  for (const std::uint32_t before : by_word_) {
    if (before + 1 < positions) by_pair_[slot[word_at(before + 1)]++] = before + 1;
  }
  pair_of_.resize(positions);
  pair_slot_.resize(positions);
  const auto word_before = [this](std::uint32_t p) { return p == 0 ? kEnd : word_at(p - 1); };
  for (std::uint32_t i = 0; i < positions; ++i) {
    const std::uint32_t p = by_pair_[i];
    const bool same = i > 0 && word_at(p) == word_at(by_pair_[i - 1]) &&
                      word_before(p) == word_before(by_pair_[i - 1]);
    if (!same) pair_start_.push_back(i);
    pair_of_[p] = static_cast<std::uint32_t>(pair_start_.size() - 1);
    pair_slot_[p] = i;
  }
  pair_start_.push_back(positions);
}

void Chain::set_escapes() {
  std::vector<std::uint32_t> successors(word_start_.size() - 1, 0);
  for (std::size_t pair = 0; pair + 1 < pair_start_.size(); ++pair) {
    const std::uint32_t p = by_pair_[pair_start_[pair]];
    if (p > 0) ++successors[word_at(p - 1)];
  }
  escape_.resize(successors.size());
  for (std::size_t word = 0; word < successors.size(); ++word) {
    const std::uint64_t different = successors[word];
    const std::uint64_t seen = word_start_[word + 1] - word_start_[word];
    if (seen != 0)
      escape_[word] = static_cast<std::uint16_t>(different * kEscape / (seen + different));
  }
}

std::uint32_t Chain::any_word(Range positions, Random& random) const {
  return positions.begin + random.below(positions.end - positions.begin);
}

std::uint32_t Chain::next(std::uint32_t position, Range story, Range topic, Random& random) const {
  const std::uint32_t word = word_at(position);
  if (random.chance(escape_[word])) return any_word(story, random);

  const std::uint32_t pair = pair_of_[position];
  const Places of_pair(by_pair_.begin() + pair_start_[pair],
                       by_pair_.begin() + pair_start_[pair + 1]);
  const Places of_word(by_word_.begin() + word_start_[word],
                       by_word_.begin() + word_start_[word + 1]);
  for (const bool second_order : {true, false}) {
    const Places places = second_order ? of_pair : of_word;
    if (places.size() < 2) continue;
    const std::size_t slot = second_order ? pair_slot_[position] - pair_start_[pair]
                                          : word_slot_[position] - word_start_[word];
    for (const Range& range : {story, topic}) {
      const Places near = within(places, slot, range);
      if (near.size() >= 2) return near[random.below(static_cast<std::uint32_t>(near.size()))] + 1;
    }
  }
  return of_word[random.below(static_cast<std::uint32_t>(of_word.size()))] + 1;
}

}  // namespace newsidx::bench::generate
