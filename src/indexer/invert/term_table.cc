#include "indexer/invert/term_table.h"

#include <algorithm>

#include "base/hash.h"
#include "segment/field.h"

namespace newsidx::indexer {
namespace {

std::uint32_t hash_of(segment::Field field, std::string_view term) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15u;
  return static_cast<std::uint32_t>((hash64(term) + static_cast<std::uint64_t>(field) * kOdd) >>
                                    32);
}

}  // namespace

std::uint32_t TermTable::intern(segment::Field field, std::string_view term) {
  const std::uint32_t hash = hash_of(field, term);
  const std::uint32_t known = slots_.find(hash, [&](std::uint32_t number) {
    const std::string_view key = keys_[number];
    return key[0] == static_cast<char>(field) && key.substr(1) == term;
  });
  if (known != HashSlots::kNone) return known;
  char* const bytes = texts_.take(term.size() + 1);
  bytes[0] = static_cast<char>(field);
  std::ranges::copy(term, bytes + 1);
  const auto number = static_cast<std::uint32_t>(keys_.size());
  keys_.emplace_back(bytes, term.size() + 1);
  slots_.add(hash);
  return number;
}

std::size_t TermTable::memory_bytes() const noexcept {
  // The order takes its size again while what is new is merged into it.
  return texts_.memory_bytes() + slots_.memory_bytes() +
         keys_.capacity() * (sizeof(std::string_view) + 2 * sizeof(std::uint32_t));
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
