// indexer/term_table.h
//
// The inverter's vocabulary: keys (field and term) numbered as they are met, and their byte order.
//
// A hash table with open addressing over hashes that are kept, and the keys one behind the other:
// few allocations, and a lookup touches a slot, a hash and a key.
//
// Threads: one.   Cost: a hash lookup for a key; the order is kept by sorting only what is new.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "storage/keys.h"

namespace newsidx::indexer {

class TermTable {
 public:
  TermTable();

  /// The number of the key, a new one if it was not met before. Numbers are dense from 0.
  [[nodiscard]] std::uint32_t intern(storage::Field field, std::string_view term);

  [[nodiscard]] std::string_view key(std::uint32_t number) const noexcept { return keys_[number]; }
  [[nodiscard]] storage::Field field(std::uint32_t number) const noexcept {
    return static_cast<storage::Field>(keys_[number][0]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const noexcept;

  /// All numbers in the byte order of their keys.
  [[nodiscard]] const std::vector<std::uint32_t>& sorted();

 private:
  [[nodiscard]] std::string_view keep(storage::Field field, std::string_view term);
  void grow();

  std::vector<std::string_view> keys_;  // by number, in blocks_
  std::vector<std::uint32_t> hashes_;   // by number
  std::vector<std::uint32_t> slots_;    // numbers; twice as many as keys at least
  std::vector<std::uint32_t> sorted_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* block_next_ = nullptr;  // what is free of the last block
  std::size_t block_rest_ = 0;
  std::size_t blocks_bytes_ = 0;
};

}  // namespace newsidx::indexer
