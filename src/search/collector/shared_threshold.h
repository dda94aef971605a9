// search/collector/shared_threshold.h
//
// The threshold that the threads of one search tell one another: one of them has seen k documents
// with this score or a higher one, so that lower ones are not wanted any more.
//
// Threads: any number.
#pragma once

#include <atomic>

#include "search/scoring/score.h"

namespace newsidx::search {

class SharedThreshold {
 public:
  [[nodiscard]] Score get() const noexcept { return score_.load(std::memory_order_relaxed); }
  void raise(Score least) noexcept {
    Score known = get();
    while (known < least && !score_.compare_exchange_weak(known, least, std::memory_order_relaxed))
      ;
  }

 private:
  std::atomic<Score> score_ = 0;
};

}  // namespace newsidx::search
