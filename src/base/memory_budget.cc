#include "base/memory_budget.h"

#include <algorithm>

namespace newsidx {

void MemoryBudget::join(Memory& memory) {
  const std::lock_guard lock(mutex_);
  memories_.push_back(&memory);
}

void MemoryBudget::leave(Memory& memory) {
  const std::lock_guard lock(mutex_);
  std::erase(memories_, &memory);
}

// Once is enough, but where an older generation went over to the younger one without being counted:
// lists that read more while they were old.
void MemoryBudget::age_all() {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) return;  // another thread is at it
  for (int round = 0; round < 2 && (round == 0 ? is_full() : used_bytes() > limit_bytes_);
       ++round) {
    young_bytes_.store(0, std::memory_order_relaxed);
    generation_.fetch_add(1, std::memory_order_relaxed);
    for (Memory* const memory : memories_) memory->age();
  }
}

}  // namespace newsidx
