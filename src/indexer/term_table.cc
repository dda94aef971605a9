#include "indexer/term_table.h"

#include <algorithm>

#include "base/hash.h"

namespace newsidx::indexer {
namespace {

constexpr std::size_t kFirstSlots = 1024;  // a power of two, as all sizes are
constexpr std::size_t kBlockBytes = std::size_t{64} << 10;
constexpr std::uint32_t kFree = UINT32_MAX;

std::uint32_t hash_of(storage::Field field, std::string_view term) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15u;
  return static_cast<std::uint32_t>((hash64(term) + static_cast<std::uint64_t>(field) * kOdd) >>
                                    32);
}

}  // namespace

TermTable::TermTable() : slots_(kFirstSlots, kFree) {}

std::uint32_t TermTable::intern(storage::Field field, std::string_view term) {
  const std::uint32_t hash = hash_of(field, term);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != kFree; at = (at + 1) & mask) {
    const std::uint32_t number = slots_[at];
    if (hashes_[number] != hash) continue;
    const std::string_view key = keys_[number];
    if (key[0] == static_cast<char>(field) && key.substr(1) == term) return number;
  }
  const auto number = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back(keep(field, term));
  hashes_.push_back(hash);
  slots_[at] = number;
  if (keys_.size() * 2 > slots_.size()) grow();
  return number;
}

std::string_view TermTable::keep(storage::Field field, std::string_view term) {
  const std::size_t size = term.size() + 1;
  if (size > block_rest_) {
    const std::size_t block_bytes = std::max(size, kBlockBytes);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_bytes));
    blocks_bytes_ += block_bytes;
    block_next_ = blocks_.back().get();
    block_rest_ = block_bytes;
  }
  char* const bytes = block_next_;
  bytes[0] = static_cast<char>(field);
  std::ranges::copy(term, bytes + 1);
  block_next_ += size;
  block_rest_ -= size;
  return {bytes, size};
}

void TermTable::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2, kFree);
  const std::size_t mask = slots.size() - 1;
  for (std::uint32_t number = 0; number < keys_.size(); ++number) {
    std::size_t at = hashes_[number] & mask;
    while (slots[at] != kFree) at = (at + 1) & mask;
    slots[at] = number;
  }
  slots_ = std::move(slots);
}

std::size_t TermTable::memory_bytes() const noexcept {
  // The order takes its size again while what is new is merged into it.
  return blocks_bytes_ + keys_.capacity() * (sizeof keys_[0] + 2 * sizeof sorted_[0]) +
         (hashes_.capacity() + slots_.capacity()) * sizeof slots_[0];
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
