#include "indexer/term_table.h"

#include <algorithm>

namespace newsidx::indexer {

std::uint32_t TermTable::intern(storage::Field field, std::string_view term) {
  scratch_.assign(1, static_cast<char>(field));
  scratch_ += term;
  const auto found = numbers_.find(scratch_);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back(scratch_);
  numbers_.emplace(keys_.back(), number);
  // A string, a hash node with its bucket, and the order: measured about 120 bytes beside the key.
  memory_bytes_ += scratch_.size() + 120;
  return number;
}

const std::vector<std::uint32_t>& TermTable::sorted() {
  const auto by_key = [this](std::uint32_t a, std::uint32_t b) { return keys_[a] < keys_[b]; };
  const auto old_size = static_cast<std::ptrdiff_t>(sorted_.size());
  for (auto number = static_cast<std::uint32_t>(sorted_.size()); number < keys_.size(); ++number) {
    sorted_.push_back(number);
  }
  std::sort(sorted_.begin() + old_size, sorted_.end(), by_key);
  std::inplace_merge(sorted_.begin(), sorted_.begin() + old_size, sorted_.end(), by_key);
  return sorted_;
}

}  // namespace newsidx::indexer
