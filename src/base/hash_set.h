// base/hash_set.h
//
// A set of 128-bit hashes: 16 bytes a slot and no allocation per element, for sets of tens of
// millions. Two different keys share a hash once in 10^38 / n^2 sets: never.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace newsidx {

class HashSet {
 public:
  /// @return true when the hash was not in the set
  bool insert(Hash128 hash) {
    if (hash == Hash128{}) return !std::exchange(has_zero_, true);  // all zeros marks a free slot
    if ((size_ + 1) * 4 > slots_.size() * 3) grow();
    if (!place(slots_, hash)) return false;
    ++size_;
    return true;
  }

  [[nodiscard]] std::size_t memory_bytes() const noexcept {
    return slots_.size() * sizeof(Hash128);
  }

 private:
  static bool place(std::vector<Hash128>& slots, Hash128 hash) {
    std::size_t at = hash.low & (slots.size() - 1);
    while (!(slots[at] == Hash128{})) {
      if (slots[at] == hash) return false;
      at = (at + 1) & (slots.size() - 1);
    }
    slots[at] = hash;
    return true;
  }

  void grow() {
    std::vector<Hash128> larger(slots_.empty() ? 1024 : slots_.size() * 2);
    for (const Hash128& hash : slots_) {
      if (!(hash == Hash128{})) place(larger, hash);
    }
    slots_ = std::move(larger);
  }

  std::vector<Hash128> slots_;  // a power of two, at most three quarters full
  std::size_t size_ = 0;
  bool has_zero_ = false;
};

}  // namespace newsidx
