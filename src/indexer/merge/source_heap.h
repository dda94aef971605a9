// indexer/merge/source_heap.h: which of many sources stands on the least key.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <utility>
#include <vector>

namespace newsidx::indexer {

// A heap of sources by (current key, place): the sources that stand on the least key come off in
// the order of their documents.
template <class Key>
class SourceHeap {
 public:
  struct Item {
    Key key;
    std::size_t source;
  };

  void push(Key key, std::size_t source) {
    items_.push_back({std::move(key), source});
    std::push_heap(items_.begin(), items_.end(), later);
  }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] const Key& least() const { return items_.front().key; }
  Item pop() {
    std::pop_heap(items_.begin(), items_.end(), later);
    Item item = std::move(items_.back());
    items_.pop_back();
    return item;
  }

 private:
  static bool later(const Item& a, const Item& b) {
    const auto order = a.key <=> b.key;
    return std::is_eq(order) ? a.source > b.source : std::is_gt(order);
  }
  std::vector<Item> items_;
};

}  // namespace newsidx::indexer
