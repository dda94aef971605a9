#include "source/html/text_index.h"

#include <algorithm>
#include <string>

#include "source/html/page_title.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kWindow = 24;  // bytes of a key
constexpr std::size_t kMaxBytes = 1 << 20;
constexpr std::uint64_t kBase = 1099511628211ULL;

// Calls `take` with the hash of each window of `key` (Rabin and Karp).
template <class Take>
void each_window(std::string_view key, const Take& take) {
  if (key.size() < kWindow) return;
  std::uint64_t power = 1, hash = 0;
  for (std::size_t i = 0; i < kWindow; ++i) {
    hash = hash * kBase + static_cast<std::uint8_t>(key[i]);
    power *= kBase;
  }
  take(hash);
  for (std::size_t i = kWindow; i < key.size(); ++i) {
    hash = hash * kBase + static_cast<std::uint8_t>(key[i]) -
           power * static_cast<std::uint8_t>(key[i - kWindow]);
    take(hash);
  }
}

}  // namespace

TextIndex::TextIndex(std::string_view text) {
  const std::string key = title_key(text.substr(0, kMaxBytes));
  windows_.reserve(key.size());
  each_window(key, [this](std::uint64_t hash) { windows_.push_back(hash); });
  std::ranges::sort(windows_);
}

bool TextIndex::contains(std::string_view piece) const {
  if (windows_.empty()) return false;
  const std::string key = title_key(piece.substr(0, 4096));
  std::size_t count = 0, found = 0;
  each_window(key, [&](std::uint64_t hash) {
    ++count;
    found += std::ranges::binary_search(windows_, hash) ? 1U : 0U;
  });
  return count > 0 && found * 2 >= count;
}

}  // namespace newsidx::source
