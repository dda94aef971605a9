// base/text_blocks.h
//
// Many short texts that stay where they are, one behind the other in blocks: few allocations.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace newsidx {

class TextBlocks {
 public:
  static constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

  /// Room for so many bytes, which stays valid. A longer text than a block has one of its own.
  [[nodiscard]] char* take(std::size_t size) {
    if (size > rest_) {
      const std::size_t block_bytes = std::max(size, kBlockBytes);
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_bytes));
      bytes_ += block_bytes;
      next_ = blocks_.back().get();
      rest_ = block_bytes;
    }
    char* const bytes = next_;
    next_ += size;
    rest_ -= size;
    return bytes;
  }

  /// Does take() of so many bytes need no new block?
  [[nodiscard]] bool has_room(std::size_t size) const noexcept { return size <= rest_; }
  [[nodiscard]] std::size_t memory_bytes() const noexcept { return bytes_; }

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;  // what is free of the last block
  std::size_t rest_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace newsidx
