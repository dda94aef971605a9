// indexer/invert/term_table.h
//
// The inverter's vocabulary: keys (field and term) numbered as they are met, and their byte order.
//
// Threads: one.   Cost: a hash lookup for a key; the order is kept by sorting only what is new.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash_slots.h"
#include "base/text_blocks.h"
#include "segment/field.h"

namespace newsidx::indexer {

class TermTable {
 public:
  /// The number of the key, a new one if it was not met before. Numbers are dense from 0.
  [[nodiscard]] std::uint32_t intern(segment::Field field, std::string_view term);

  [[nodiscard]] std::string_view key(std::uint32_t number) const noexcept { return keys_[number]; }
  [[nodiscard]] segment::Field field(std::uint32_t number) const noexcept {
    return static_cast<segment::Field>(keys_[number][0]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const noexcept;

  /// All numbers in the byte order of their keys.
  [[nodiscard]] const std::vector<std::uint32_t>& sorted();

 private:
  std::vector<std::string_view> keys_;  // by number, in texts_
  HashSlots slots_;
  TextBlocks texts_;
  std::vector<std::uint32_t> sorted_;
};

}  // namespace newsidx::indexer
