#include "search/collector/top_docs.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace newsidx::search {

TopDocs::TopDocs(std::size_t k, SharedThreshold* shared) : k_(k), next_cut_(k) {
  shared_ = shared;
  set_room();
  if (k > 0) return;
  worst_ = std::numeric_limits<Rank>::max();
  threshold_ = std::numeric_limits<Score>::max();
}

void TopDocs::collect(const ScoredBatch& batch) {
  for (std::size_t i = 0; i < batch.size; ++i) {
    const Rank rank = rank_of(batch.docs[i], batch.scores[i]);
    if (rank > worst_) push(rank);
  }
  set_room();
}

void TopDocs::set_room() noexcept {
  if (k_ == 0) return;
  room_ = std::min(next_cut_ - std::min(next_cut_ - 1, ranks_.size()), ScoredBatch::kCapacity);
}

// The first cut comes with the first k documents, so that there is a threshold early.
void TopDocs::cut() {
  const auto last = ranks_.begin() + static_cast<std::ptrdiff_t>(k_ - 1);
  std::nth_element(ranks_.begin(), last, ranks_.end(), std::greater<>());
  ranks_.resize(k_);
  worst_ = ranks_.back();
  const auto worst = static_cast<Score>(worst_ >> 32);
  raise_threshold(worst + 1);
  if (shared_ != nullptr) shared_->raise(worst);
  next_cut_ = 2 * k_;
}

std::unique_ptr<ScoreCollector> TopDocs::fork() {
  if (of_forks_ == nullptr) of_forks_ = std::make_unique<SharedThreshold>();
  of_forks_->raise(threshold_);
  return std::unique_ptr<ScoreCollector>(new TopDocs(k_, of_forks_.get()));
}

void TopDocs::merge(ScoreCollector& other) {
  for (const Rank rank : static_cast<TopDocs&>(other).ranks_) {
    if (rank > worst_) push(rank);
  }
  set_room();
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
