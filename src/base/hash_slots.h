// base/hash_slots.h
//
// What a table of numbered keys needs beside the keys: their hashes, and slots that find a number
// by a hash (open addressing, linear probing, at most half full). The keys are the owner's.
//
// Threads: one.   Cost: a lookup touches a slot and a hash; 12 to 20 bytes a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace newsidx {

class HashSlots {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// The number with this hash of which `is_same` says that its key is the one, or kNone.
  template <class IsSame>
  [[nodiscard]] std::uint32_t find(std::uint32_t hash, IsSame is_same) {
    const std::size_t mask = slots_.size() - 1;
    for (place_ = hash & mask; slots_[place_] != kNone; place_ = (place_ + 1) & mask) {
      const std::uint32_t number = slots_[place_];
      if (hashes_[number] == hash && is_same(number)) return number;
    }
    return kNone;
  }

  /// Adds the key that find() just did not know: its number is the next one, dense from 0.
  void add(std::uint32_t hash) {
    slots_[place_] = static_cast<std::uint32_t>(hashes_.size());
    hashes_.push_back(hash);
    if (hashes_.size() * 2 > slots_.size()) grow();
  }

  [[nodiscard]] std::size_t memory_bytes() const noexcept {
    return (hashes_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
  }

 private:
  void grow() {
    std::vector<std::uint32_t> slots(slots_.size() * 2, kNone);
    const std::size_t mask = slots.size() - 1;
    for (std::uint32_t number = 0; number < hashes_.size(); ++number) {
      std::size_t at = hashes_[number] & mask;
      while (slots[at] != kNone) at = (at + 1) & mask;
      slots[at] = number;
    }
    slots_ = std::move(slots);
  }

  static constexpr std::size_t kFirstSlots = 256;  // a power of two, as all sizes are

  std::vector<std::uint32_t> hashes_;  // by number
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(kFirstSlots, kNone);
  std::size_t place_ = 0;  // where find() ended
};

}  // namespace newsidx
