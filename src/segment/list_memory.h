// segment/list_memory.h
//
// Lists that were opened, by their names, as far as a memory budget goes.
//
// Threads: all methods from any number of threads.   Cost: a known list takes one look-up.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/memory_budget.h"
#include "base/recent_map.h"
#include "segment/list_name.h"

namespace newsidx::segment {

/// What a list holds that it charges to the budget itself.
template <class Pointer>
[[nodiscard]] std::size_t held_bytes(const Pointer& list) {
  if constexpr (requires { list->memory_bytes(); }) {
    return list == nullptr ? 0 : list->memory_bytes();
  } else {
    return 0;
  }
}

template <class Pointer>
class ListMemory final : public MemoryBudget::Memory {
 public:
  explicit ListMemory(std::shared_ptr<MemoryBudget> budget)
      : budget_(std::move(budget)), lists_(budget_) {
    budget_->join(*this);
  }
  ListMemory(ListMemory&&) = delete;
  ~ListMemory() { budget_->leave(*this); }

  [[nodiscard]] std::optional<Pointer> find(const ListName& name) {
    const std::lock_guard lock(mutex_);
    const Pointer* const known = lists_.find(name, held_bytes<Pointer>);
    return known == nullptr ? std::nullopt : std::optional(*known);
  }

  /// @param heap_bytes  of what is pointed to, unless it is charged by itself
  /// @return what is remembered: another thread may have been first
  Pointer keep(const ListName& name, Pointer list, std::size_t heap_bytes) {
    Pointer kept;
    {
      const std::lock_guard lock(mutex_);
      kept = lists_.insert(OwnedListName{name.field, std::string(name.term)}, std::move(list),
                           heap_bytes + heap_bytes_of_string(name.term.size()));
    }
    budget_->make_room();
    return kept;
  }

  [[nodiscard]] const std::shared_ptr<MemoryBudget>& budget() const noexcept { return budget_; }

  void age() override {
    const auto dropped = [this] {
      const std::lock_guard lock(mutex_);
      return lists_.age();
    }();
  }

 private:
  std::shared_ptr<MemoryBudget> budget_;
  std::mutex mutex_;
  RecentMap<OwnedListName, Pointer, ListNameHash, SameListName> lists_;
};

}  // namespace newsidx::segment
