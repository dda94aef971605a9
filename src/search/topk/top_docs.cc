#include "search/topk/top_docs.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace newsidx::search {

TopDocs::TopDocs(std::size_t k, SharedEntryScore* shared) : shared_(shared), k_(k), next_cut_(k) {
  if (k > 0) return;
  worst_ = std::numeric_limits<Rank>::max();
  entry_score_ = std::numeric_limits<Score>::max();
}

// The first cut comes with the first k documents, so that there is an entry score early.
void TopDocs::cut() {
  const auto last = ranks_.begin() + static_cast<std::ptrdiff_t>(k_ - 1);
  std::nth_element(ranks_.begin(), last, ranks_.end(), std::greater<>());
  ranks_.resize(k_);
  worst_ = ranks_.back();
  const auto worst = static_cast<Score>(worst_ >> 32);
  entry_score_ = std::max(entry_score_, worst + 1);
  if (shared_ != nullptr) shared_->raise(worst);
  next_cut_ = 2 * k_;
}

void TopDocs::merge(const TopDocs& other) {
  for (const Rank rank : other.ranks_) {
    if (rank > worst_) push(rank);
  }
}

std::vector<ScoredDoc> TopDocs::take() {
  if (ranks_.size() > k_) cut();
  std::sort(ranks_.begin(), ranks_.end(), std::greater<>());
  std::vector<ScoredDoc> docs;
  docs.reserve(ranks_.size());
  for (const Rank rank : ranks_) {
    docs.push_back({static_cast<Score>(rank >> 32), UINT32_MAX - static_cast<std::uint32_t>(rank)});
  }
  ranks_.clear();
  return docs;
}

}  // namespace newsidx::search
