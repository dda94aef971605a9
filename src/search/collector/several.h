// search/collector/several.h: several collectors of matches, that are shown the same.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/status_macros.h"
#include "search/collector/collector.h"

namespace newsidx::search {

class Several final : public MatchCollector {
 public:
  /// @param collector  must outlive this one; nullptr: nothing
  void add(MatchCollector* collector) {
    if (collector != nullptr) collectors_.push_back(collector);
  }

  Status start_segment(const SegmentContext& context) override {
    for (MatchCollector* collector : collectors_) {
      NEWSIDX_RETURN_IF_ERROR(collector->start_segment(context));
    }
    return {};
  }
  void collect(std::uint32_t begin, const MatchWindow& window) override {
    for (MatchCollector* collector : collectors_) collector->collect(begin, window);
  }

  [[nodiscard]] std::unique_ptr<MatchCollector> fork() override {
    auto several = std::make_unique<Several>();
    for (MatchCollector* collector : collectors_) {
      several->owned_.push_back(collector->fork());
      several->add(several->owned_.back().get());
    }
    return several;
  }
  void merge(MatchCollector& other) override {
    auto& fork = static_cast<Several&>(other);
    for (std::size_t i = 0; i < collectors_.size(); ++i) {
      collectors_[i]->merge(*fork.collectors_[i]);
    }
  }

 private:
  std::vector<MatchCollector*> collectors_;
  std::vector<std::unique_ptr<MatchCollector>> owned_;  // of a fork
};

}  // namespace newsidx::search
