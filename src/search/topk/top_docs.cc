#include "search/topk/top_docs.h"

#include <algorithm>

namespace newsidx::search {
void TopDocs::push(const ScoredDoc& doc) {
  if (k_ == 0) return;
  if (heap_.size() == k_) {
    std::pop_heap(heap_.begin(), heap_.end(), better);
    heap_.back() = doc;
  } else {
    heap_.push_back(doc);
  }
  std::push_heap(heap_.begin(), heap_.end(), better);
  if (heap_.size() == k_) entry_score_ = heap_.front().score + 1;
}

std::vector<ScoredDoc> TopDocs::take() {
  std::sort(heap_.begin(), heap_.end(), better);
  return std::move(heap_);
}

}  // namespace newsidx::search
