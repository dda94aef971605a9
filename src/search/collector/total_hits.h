// search/collector/total_hits.h: exactly how many documents match.
#pragma once

#include "search/collector/collector.h"

namespace newsidx::search {

class alignas(64) TotalHits final : public MatchCollector {  // a thread's has a cache line
 public:
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

  [[nodiscard]] bool needs_documents() const noexcept override { return false; }
  void collect(std::uint32_t, const MatchWindow& window) override { count_ += window.count(); }
  void collect_count(std::uint64_t count) override { count_ += count; }

  [[nodiscard]] std::unique_ptr<MatchCollector> fork() override {
    return std::make_unique<TotalHits>();
  }
  void merge(MatchCollector& other) override { count_ += static_cast<TotalHits&>(other).count_; }

 private:
  std::uint64_t count_ = 0;
};

}  // namespace newsidx::search
