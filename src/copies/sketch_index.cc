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

constexpr std::uint64_t filter_bit(std::uint32_t hash, unsigned shift) noexcept {
  return (hash * 0x9e3779b97f4a7c15u) >> shift;
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

void SketchIndex::finish() {
  std::ranges::stable_sort(articles_, [](const Article& a, const Article& b) {
    return a.is_dated != b.is_dated ? a.is_dated : a.time < b.time;
  });
  const auto dated = std::ranges::count_if(articles_, &Article::is_dated);
  dated_count_ = static_cast<std::uint32_t>(dated);
  const std::uint64_t bits = std::bit_ceil(hashes_.size() * kFilterBitsPerHash + 64);
  has_one_.assign(bits / 64, 0);
  has_several_.assign(bits / 64, 0);
  filter_shift_ = 64u - static_cast<unsigned>(std::countr_zero(bits));
  entries_.reserve(hashes_.size());
  for (std::uint32_t place = 0; place < articles_.size(); ++place) {
    const Article& article = articles_[place];
    for (std::uint32_t i = 0; i < article.hash_count; ++i) {
      const std::uint32_t hash = hashes_[article.first_hash + i];
      entries_.push_back(entry_of(hash, place));
      const std::uint64_t bit = filter_bit(hash, filter_shift_);
      const std::uint64_t mask = std::uint64_t{1} << bit % 64;
      if ((has_one_[bit / 64] & mask) != 0) has_several_[bit / 64] |= mask;
      has_one_[bit / 64] |= mask;
    }
  }
  std::ranges::sort(entries_);
  counts_.assign(articles_.size(), 0);
}

// Of the places in between, those next to `centre`.
void SketchIndex::count(std::uint32_t hash, const Places& places) {
  if (places.begin == places.end) return;
  const auto count_at = [this](std::uint64_t entry) {
    const auto place = static_cast<std::uint32_t>(entry);
    if (counts_[place]++ == 0) touched_.push_back(place);
  };
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

bool SketchIndex::is_candidate(std::uint32_t place, const Sketch& sketch) const {
  const Article& article = articles_[place];
  if (!may_be_copies(article.word_count, sketch.word_count)) return false;
  const std::uint32_t limit = std::min(article.limit, sketch.limit());
  std::span<const std::uint32_t> shorter = sketch.hashes;
  if (article.word_count < sketch.word_count) {
    shorter = std::span(hashes_).subspan(article.first_hash, article.hash_count);
  }
  const auto sampled = std::ranges::upper_bound(shorter, limit) - shorter.begin();
  return std::uint64_t{counts_[place]} * 2 >= static_cast<std::uint64_t>(sampled);
}

std::span<const std::uint32_t> SketchIndex::candidates(std::uint32_t number, const Time& time,
                                                       const Sketch& sketch, bool was_added) {
  const std::vector<std::uint64_t>& filter = was_added ? has_several_ : has_one_;
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
  touched_.clear();
  for (const std::uint32_t hash : sketch.hashes) {
    const std::uint64_t bit = filter_bit(hash, filter_shift_);
    if ((filter[bit / 64] >> bit % 64 & 1) == 0) continue;
    count(hash, with_date);
    count(hash, undated);
  }
  found_.clear();
  for (const std::uint32_t place : touched_) {
    if (is_candidate(place, sketch)) found_.push_back(articles_[place].number);
    counts_[place] = 0;
  }
  return found_;
}

}  // namespace newsidx::copies
