// segment/index_memory.h
//
// What an open index may remember, by one number of bytes: blocks of its files as they are stored,
// and what was made of them (opened lists, words that were analysed). Generations of one index that
// are opened with the same memory share it.
//
// Beside it an index takes seven bytes an article, and what the searches of the moment use.
//
// Threads: any number.
#pragma once

#include <cstdint>
#include <memory>

#include "base/memory_budget.h"
#include "storage/block_cache.h"

namespace newsidx::segment {

class IndexMemory {
 public:
  static constexpr std::uint64_t kDefaultBytes =
      storage::BlockCache::kDefaultBytes + MemoryBudget::kDefaultBytes;

  /// A third is for blocks: what is asked for again is mostly found as it was opened.
  explicit IndexMemory(std::uint64_t cache_bytes = kDefaultBytes)
      : blocks_(std::make_shared<const storage::BlockCache>(cache_bytes / 3)),
        opened_(std::make_shared<MemoryBudget>(cache_bytes - cache_bytes / 3)) {}

  [[nodiscard]] const std::shared_ptr<const storage::BlockCache>& blocks() const noexcept {
    return blocks_;
  }
  [[nodiscard]] const std::shared_ptr<MemoryBudget>& opened() const noexcept { return opened_; }
  [[nodiscard]] std::uint64_t used_bytes() const {
    return blocks_->used_bytes() + opened_->used_bytes();
  }

 private:
  std::shared_ptr<const storage::BlockCache> blocks_;
  std::shared_ptr<MemoryBudget> opened_;
};

}  // namespace newsidx::segment
