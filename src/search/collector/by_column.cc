#include "search/collector/by_column.h"

#include <algorithm>

namespace newsidx::search {
namespace {

constexpr std::size_t kFirstCut = 256;

bool comes_first(const ByColumn::Entry& a, const ByColumn::Entry& b) {
  if (a.key != b.key) return a.key > b.key;
  return a.segment != b.segment ? a.segment < b.segment : a.doc < b.doc;
}

}  // namespace

Status ByColumn::start_segment(const SegmentContext& context) {
  const auto own = std::ranges::find(keys_, context.reader, &query::SortKeys::segment);
  segment_ = static_cast<std::uint32_t>(own - keys_.begin());
  return {};
}

void ByColumn::collect(std::uint32_t begin, const MatchWindow& window) {
  count_ += window.count();
  if (k_ == 0) return;
  const query::SortKeys& keys = keys_[segment_];
  std::uint32_t chunk = UINT32_MAX;
  bool is_wanted = true;
  window.for_each([&](std::uint32_t index) {
    const std::uint32_t doc = begin + index;
    if (doc / query::SortKeys::kChunk != chunk) {
      chunk = doc / query::SortKeys::kChunk;
      is_wanted = keys.greatest_of(chunk) >= least_;
    }
    if (!is_wanted) return;
    const std::uint64_t key = keys.at(doc);
    if (key >= least_) push({key, segment_, doc});
  });
}

void ByColumn::merge(MatchCollector& other) {
  auto& fork = static_cast<ByColumn&>(other);
  count_ += fork.count_;
  for (const Entry& entry : fork.entries_) {
    if (entry.key >= least_) push(entry);
  }
}

void ByColumn::push(const Entry& entry) {
  entries_.push_back(entry);
  if (entries_.size() >= std::max(next_cut_, std::max(2 * k_, kFirstCut))) cut();
}

// Ties with the last stay: with many of them the next cut waits, so that an article costs little.
void ByColumn::cut() {
  if (entries_.size() <= k_) return;
  const auto last = entries_.begin() + static_cast<std::ptrdiff_t>(k_ - 1);
  std::ranges::nth_element(entries_, last, std::ranges::greater(), &Entry::key);
  least_ = std::max(least_, last->key);
  std::erase_if(entries_, [this](const Entry& entry) { return entry.key < least_; });
  next_cut_ = 2 * entries_.size();
}

std::vector<ByColumn::Entry> ByColumn::take() {
  cut();
  std::ranges::sort(entries_, comes_first);
  return std::move(entries_);
}

}  // namespace newsidx::search
