#include "copies/sketch_index.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace newsidx::copies {
namespace {

constexpr std::uint64_t kFilterBitsPerHash = 8;

// Of the articles that have a hash, so many before and behind a time are looked at. A story of more
// holds together by its neighbours, and what thousands have is no sign of a copy; so that the time
// is linear in what comes, be it one text a hundred thousand times.
constexpr std::uint32_t kMaxNeighbours = 32;

constexpr std::uint64_t entry_of(std::uint32_t hash, std::uint32_t place) noexcept {
  return std::uint64_t{hash} << 32 | place;
}

constexpr std::uint32_t hash_of(std::uint64_t entry) noexcept {
  return static_cast<std::uint32_t>(entry >> 32);
}

constexpr std::uint64_t filter_bit(std::uint32_t hash, unsigned shift) noexcept {
  return (hash * 0x9e3779b97f4a7c15u) >> shift;
}

bool has_bit(const std::vector<std::uint64_t>& filter, std::uint32_t hash, unsigned shift) {
  const std::uint64_t bit = filter_bit(hash, shift);
  return (filter[bit / 64] >> bit % 64 & 1) != 0;
}

}  // namespace

void SketchIndex::add(std::uint32_t number, const Time& time, const Sketch& sketch) {
  if (sketch.hashes.empty()) return;
  Article& article = articles_.emplace_back();
  article.number = number;
  article.word_count = sketch.word_count;
  article.limit = sketch.limit();
  article.hash_count = static_cast<std::uint32_t>(sketch.hashes.size());
  article.first_hash = hashes_.size();
  article.time = time.value_or(0);
  article.is_dated = time.has_value();
  hashes_.insert(hashes_.end(), sketch.hashes.begin(), sketch.hashes.end());
}

// Of all hashes whether one article has it, or several, or hardly so: bits are shared.
void SketchIndex::note_hashes() {
  const std::uint64_t bits = std::bit_ceil(hashes_.size() * kFilterBitsPerHash + 64);
  has_one_.assign(bits / 64, 0);
  has_several_.assign(bits / 64, 0);
  filter_shift_ = 64u - static_cast<unsigned>(std::countr_zero(bits));
  for (const std::uint32_t hash : hashes_) {
    const std::uint64_t bit = filter_bit(hash, filter_shift_);
    const std::uint64_t mask = std::uint64_t{1} << bit % 64;
    if ((has_one_[bit / 64] & mask) != 0) has_several_[bit / 64] |= mask;
    has_one_[bit / 64] |= mask;
  }
}

void SketchIndex::finish(bool is_alone) {
  std::ranges::stable_sort(articles_, [](const Article& a, const Article& b) {
    return a.is_dated != b.is_dated ? a.is_dated : a.time < b.time;
  });
  const auto dated = std::ranges::count_if(articles_, &Article::is_dated);
  dated_count_ = static_cast<std::uint32_t>(dated);
  note_hashes();
  std::uint64_t several = 0;
  for (std::uint32_t place = 0; place < articles_.size(); ++place) {
    Article& article = articles_[place];
    article.first_entry = several;
    for (const std::uint32_t hash : hashes_of(article)) {
      const bool is_shared = has_bit(has_several_, hash, filter_shift_);
      several += is_shared ? 1u : 0u;
      if (is_shared || !is_alone) entries_.push_back(entry_of(hash, place));
    }
  }
  std::ranges::sort(entries_);
  counts_.assign(articles_.size(), 0);
  places_in_entries_.resize(several);
  for (std::uint32_t at = 0; at < entries_.size(); ++at) {
    if (!has_bit(has_several_, hash_of(entries_[at]), filter_shift_)) continue;
    Article& article = articles_[static_cast<std::uint32_t>(entries_[at])];
    places_in_entries_[article.first_entry + article.entry_count++] = at;
  }
}

void SketchIndex::count_at(std::uint64_t entry) {
  const auto place = static_cast<std::uint32_t>(entry);
  if (counts_[place]++ == 0) touched_.push_back(place);
}

// Of the places in between, those next to `centre`.
void SketchIndex::count(std::uint32_t hash, const Places& places) {
  if (places.begin == places.end) return;
  const auto centre = std::ranges::lower_bound(entries_, entry_of(hash, places.centre));
  auto entry = centre;
  for (std::uint32_t i = 0; i < kMaxNeighbours && entry != entries_.begin(); ++i) {
    if (*--entry < entry_of(hash, places.begin)) break;
    count_at(*entry);
  }
  entry = centre;
  for (std::uint32_t i = 0; i < kMaxNeighbours && entry != entries_.end(); ++i, ++entry) {
    if (*entry > entry_of(hash, places.end - 1)) break;
    count_at(*entry);
  }
}

bool SketchIndex::have_half(std::uint32_t count, const Article& a, std::uint32_t word_count,
                            std::uint32_t limit, std::span<const std::uint32_t> hashes) const {
  if (!may_be_copies(a.word_count, word_count)) return false;
  const auto shorter = a.word_count < word_count ? hashes_of(a) : hashes;
  const auto sampled =
      std::ranges::upper_bound(shorter, std::min(a.limit, limit)) - shorter.begin();
  return std::uint64_t{count} * 2 >= static_cast<std::uint64_t>(sampled);
}

template <class IsCandidate>
std::span<const std::uint32_t> SketchIndex::take_counted(IsCandidate is_candidate) {
  found_.clear();
  for (const std::uint32_t place : touched_) {
    if (is_candidate(counts_[place], articles_[place])) found_.push_back(articles_[place].number);
    counts_[place] = 0;
  }
  touched_.clear();
  return found_;
}

// Those in front of it in the rows of its hashes, which are by time: undated ones come last.
SketchIndex::Pairs SketchIndex::pairs_of(std::uint32_t index) {
  const Article& article = articles_[index];
  for (std::uint32_t i = 0; i < article.entry_count; ++i) {
    const std::uint32_t at = places_in_entries_[article.first_entry + i];
    const std::uint32_t hash = hash_of(entries_[at]);
    const std::uint32_t last = at - std::min(at, kMaxNeighbours);
    for (std::uint32_t before = at; before-- > last;) {
      if (hash_of(entries_[before]) != hash) break;
      const Article& other = articles_[static_cast<std::uint32_t>(entries_[before])];
      if (article.is_dated && article.time - other.time > kWindowSeconds) break;
      count_at(entries_[before]);
    }
  }
  const auto hashes = hashes_of(article);
  return {article.number, take_counted([&](std::uint32_t count, const Article& other) {
            return have_half(count, other, article.word_count, article.limit, hashes);
          })};
}

std::span<const std::uint32_t> SketchIndex::candidates(std::uint32_t number, const Time& time,
                                                       const Sketch& sketch) {
  // Those of one time stand by their numbers.
  const auto place_of = [this](bool is_dated, std::int64_t from, std::uint32_t from_number) {
    const auto first = articles_.begin() + (is_dated ? 0 : dated_count_);
    const auto last = is_dated ? articles_.begin() + dated_count_ : articles_.end();
    const auto found = std::lower_bound(first, last, std::pair(from, from_number),
                                        [](const Article& article, const auto& wanted) {
                                          return std::pair(article.time, article.number) < wanted;
                                        });
    return static_cast<std::uint32_t>(found - articles_.begin());
  };
  Places with_date{0, 0, dated_count_};
  if (time) {
    with_date = {place_of(true, *time - kWindowSeconds, 0), place_of(true, *time, number),
                 place_of(true, *time + kWindowSeconds + 1, 0)};
  }
  const auto size = static_cast<std::uint32_t>(articles_.size());
  const Places undated{dated_count_, time ? dated_count_ : place_of(false, 0, number), size};
  for (const std::uint32_t hash : sketch.hashes) {
    if (!has_bit(has_one_, hash, filter_shift_)) continue;
    count(hash, with_date);
    count(hash, undated);
  }
  return take_counted([&](std::uint32_t count, const Article& article) {
    return have_half(count, article, sketch.word_count, sketch.limit(), sketch.hashes);
  });
}

}  // namespace newsidx::copies
