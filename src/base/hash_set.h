// base/hash_set.h
//
// A set of 128-bit hashes: about 22 bytes an element and no allocation for each, for sets of tens
// of millions. Two different keys share a hash once in 10^38 / n^2 sets: never.
//
// It is cut into parts that grow one by one, so that it never needs the memory of two sets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace newsidx {

class HashSet {
 public:
  /// @return true when the hash was not in the set
  bool insert(Hash128 hash) {
    if (hash == Hash128{}) return !std::exchange(has_zero_, true);  // all zeros marks a free slot
    Part& part = parts_[hash.high % kParts];
    if ((part.size + 1) * 5 > part.slots.size() * 4) grow(part);
    if (!place(part.slots, hash)) return false;
    ++part.size;
    return true;
  }

  [[nodiscard]] bool contains(Hash128 hash) const noexcept {
    if (hash == Hash128{}) return has_zero_;
    const std::vector<Hash128>& slots = parts_[hash.high % kParts].slots;
    if (slots.empty()) return false;
    for (std::size_t at = first_slot(slots, hash); !(slots[at] == Hash128{});) {
      if (slots[at] == hash) return true;
      if (++at == slots.size()) at = 0;
    }
    return false;
  }

  [[nodiscard]] std::size_t memory_bytes() const noexcept {
    std::size_t bytes = 0;
    for (const Part& part : parts_) bytes += part.slots.size() * sizeof(Hash128);
    return bytes;
  }

 private:
  static constexpr std::size_t kParts = 64;
  static constexpr std::size_t kFirstSlots = 16;

  __extension__ using Product = unsigned __int128;

  // Open addressing, at most four fifths full.
  struct Part {
    std::vector<Hash128> slots;
    std::size_t size = 0;
  };

  // The upper half of the product: a slot for each hash though their number is no power of two.
  static std::size_t first_slot(const std::vector<Hash128>& slots, Hash128 hash) noexcept {
    return static_cast<std::size_t>((static_cast<Product>(hash.low) * slots.size()) >> 64);
  }

  static bool place(std::vector<Hash128>& slots, Hash128 hash) {
    std::size_t at = first_slot(slots, hash);
    while (!(slots[at] == Hash128{})) {
      if (slots[at] == hash) return false;
      if (++at == slots.size()) at = 0;
    }
    slots[at] = hash;
    return true;
  }

  static void grow(Part& part) {
    std::vector<Hash128> larger(part.slots.empty() ? kFirstSlots
                                                   : part.slots.size() + part.slots.size() / 2);
    for (const Hash128& hash : part.slots) {
      if (!(hash == Hash128{})) place(larger, hash);
    }
    part.slots = std::move(larger);
  }

  std::array<Part, kParts> parts_;
  bool has_zero_ = false;
};

}  // namespace newsidx
