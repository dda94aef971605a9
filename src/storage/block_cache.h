// storage/block_cache.h
//
// Blocks of the files of an index that were read, as far as its bytes go. Stores that are opened
// with one cache share it: a later generation finds there what an earlier one has read.
//
// Threads: any number.
#pragma once

#include <cstdint>
#include <memory>

namespace newsidx::storage {

class BlockCache {
 public:
  static constexpr std::uint64_t kDefaultBytes = std::uint64_t{256} << 20;

  explicit BlockCache(std::uint64_t bytes = kDefaultBytes);
  BlockCache(const BlockCache&) = delete;
  BlockCache& operator=(const BlockCache&) = delete;
  ~BlockCache();

  /// Bytes that are held, pinned ones among them: a search may exceed the size with these.
  [[nodiscard]] std::uint64_t used_bytes() const;

  struct State;
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::storage
