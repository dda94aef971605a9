// base/memory_budget.h
//
// How many bytes an open index may remember, counted over all that remembers: opened lists with
// what was read of them, words that were analysed, and also what is known not to be there.
//
// Everything is kept in two generations (recent_map.h): what is asked for goes over to the younger
// one. When that holds half of the budget, all memories drop their older generation at once, and
// the younger one becomes the older. So what is in use stays, what came once goes, and a look-up
// costs what it did without a budget.
//
// The budget is exceeded by what searches hold at the moment, and by a sixteenth.
//
// Threads: any number.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace newsidx {

class MemoryBudget {
 public:
  static constexpr std::uint64_t kDefaultBytes = std::uint64_t{512} << 20;

  explicit MemoryBudget(std::uint64_t limit_bytes = kDefaultBytes) : limit_bytes_(limit_bytes) {}

  class Memory {
   public:
    /// Drops the older generation and makes the younger one the older. Called by any thread; must
    /// not join, leave or make room.
    virtual void age() = 0;

   protected:
    ~Memory() = default;
  };
  void join(Memory& memory);
  void leave(Memory& memory);

  void charge(std::uint64_t bytes) noexcept {
    used_bytes_.fetch_add(bytes, std::memory_order_relaxed);
    refresh(bytes);
  }
  void release(std::uint64_t bytes) noexcept {
    used_bytes_.fetch_sub(bytes, std::memory_order_relaxed);
  }
  /// What was of an older generation is of the younger one now.
  void refresh(std::uint64_t bytes) noexcept {
    young_bytes_.fetch_add(bytes, std::memory_order_relaxed);
  }

  /// Makes memories drop what is old, where there is need to. REQUIRES that the caller holds no
  /// lock which a memory's age() takes.
  void make_room() {
    if (is_full()) age_all();
  }

  [[nodiscard]] std::uint64_t limit_bytes() const noexcept { return limit_bytes_; }
  [[nodiscard]] std::uint64_t used_bytes() const noexcept {
    return used_bytes_.load(std::memory_order_relaxed);
  }
  /// How often memories aged.
  [[nodiscard]] std::uint64_t generation() const noexcept {
    return generation_.load(std::memory_order_relaxed);
  }

 private:
  // Where what is held exceeds the budget by itself, there is no use in trying at every turn.
  [[nodiscard]] bool is_full() const noexcept {
    const std::uint64_t young = young_bytes_.load(std::memory_order_relaxed);
    return young > limit_bytes_ / 2 || (used_bytes() > limit_bytes_ && young > limit_bytes_ / 16);
  }
  void age_all();

  std::uint64_t limit_bytes_;
  std::atomic<std::uint64_t> used_bytes_ = 0;
  std::atomic<std::uint64_t> young_bytes_ = 0;  // charged or refreshed since the last ageing
  std::atomic<std::uint64_t> generation_ = 0;
  std::mutex mutex_;
  std::vector<Memory*> memories_;
};

}  // namespace newsidx
