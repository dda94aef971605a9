// base/recent_map.h
//
// A hash table in two generations: find() brings an entry over to the younger one, age() drops the
// older one. A MemoryBudget says when, and is told what the entries hold.
//
// Threads: one at a time.   Cost: find() of a recent entry is one look-up, and allocates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>

#include "base/memory_budget.h"

namespace newsidx {

template <class Key, class Value, class Hash, class Equal>
class RecentMap {
  struct Entry {
    Value value;
    std::size_t bytes;
  };
  using Entries = std::unordered_map<Key, Entry, Hash, Equal>;

 public:
  explicit RecentMap(std::shared_ptr<MemoryBudget> budget) : budget_(std::move(budget)) {}
  RecentMap(RecentMap&&) = delete;
  ~RecentMap() { budget_->release(young_.bytes + old_.bytes); }

  /// The value, or nullptr; valid until insert() or age().
  /// @param held_bytes  what a value holds that is charged by itself
  template <class View, class HeldBytes>
  const Value* find(const View& key, HeldBytes held_bytes) {
    if (const auto known = young_.entries.find(key); known != young_.entries.end()) {
      return &known->second.value;
    }
    if (old_.entries.empty()) return nullptr;
    const auto known = old_.entries.find(key);
    if (known == old_.entries.end()) return nullptr;
    const std::size_t bytes = known->second.bytes;
    budget_->refresh(bytes + held_bytes(known->second.value));
    old_.bytes -= bytes;
    young_.bytes += bytes;
    return &young_.entries.insert(old_.entries.extract(known)).position->second.value;
  }
  template <class View>
  const Value* find(const View& key) {
    return find(key, [](const Value&) { return std::size_t{0}; });
  }

  /// Keeps the value, if there is none of this key among the younger ones.
  /// @param heap_bytes  what key and value hold outside of themselves, without what is charged
  ///                    elsewhere
  /// @return the value that is kept
  const Value& insert(Key key, Value value, std::size_t heap_bytes) {
    const std::size_t bytes = kEntryBytes + heap_bytes;
    const auto [at, is_new] =
        young_.entries.try_emplace(std::move(key), Entry{std::move(value), bytes});
    if (is_new) {
      young_.bytes += bytes;
      budget_->charge(bytes);
    }
    return at->second.value;
  }

  /// What is dropped, to be destroyed where it delays nobody.
  class Dropped {
   public:
    explicit Dropped(RecentMap& map) : entries_(std::move(map.old_.entries)) {}

   private:
    Entries entries_;
  };
  [[nodiscard]] Dropped age() {
    Dropped dropped(*this);
    budget_->release(old_.bytes);
    old_ = std::exchange(young_, {});
    return dropped;
  }

  [[nodiscard]] MemoryBudget& budget() const noexcept { return *budget_; }

 private:
  struct Generation {
    Entries entries;
    std::size_t bytes = 0;
  };
  // A node with its link and hash, what the allocator adds, and two buckets.
  static constexpr std::size_t kEntryBytes =
      sizeof(typename Entries::value_type) + 6 * sizeof(void*);

  std::shared_ptr<MemoryBudget> budget_;
  Generation young_;
  Generation old_;
};

/// What the allocator gives out for a string of so many bytes, beyond the string itself.
[[nodiscard]] constexpr std::size_t heap_bytes_of_string(std::size_t size) noexcept {
  constexpr std::size_t kInside = 15;
  return size <= kInside ? 0 : size + 1 + 2 * sizeof(void*);
}

}  // namespace newsidx
