// indexer/term_table.h
//
// The inverter's vocabulary: keys (field and term) numbered as they are met, and their byte order.
//
// Threads: one.   Cost: a hash lookup for a key; the order is kept by sorting only what is new.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/keys.h"

namespace newsidx::indexer {

class TermTable {
 public:
  /// The number of the key, a new one if it was not met before. Numbers are dense from 0.
  [[nodiscard]] std::uint32_t intern(storage::Field field, std::string_view term);

  [[nodiscard]] std::string_view key(std::uint32_t number) const noexcept { return keys_[number]; }
  [[nodiscard]] storage::Field field(std::uint32_t number) const noexcept {
    return static_cast<storage::Field>(keys_[number][0]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const noexcept { return memory_bytes_; }

  /// All numbers in the byte order of their keys.
  [[nodiscard]] const std::vector<std::uint32_t>& sorted();

 private:
  std::deque<std::string> keys_;  // a deque: views into it stay valid
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::uint32_t> sorted_;
  std::string scratch_;
  std::size_t memory_bytes_ = 0;
};

}  // namespace newsidx::indexer
