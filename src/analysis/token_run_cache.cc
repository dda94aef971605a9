#include "analysis/token_run_cache.h"

#include "base/assert.h"

namespace newsidx::analysis {
namespace {

constexpr std::size_t kFirstEntries = 256;  // a query fills few, and pays for all of them

}  // namespace

TokenRunCache::TokenRunCache(std::size_t max_entries)
    : max_entries_(max_entries), entries_(kFirstEntries), mask_(kFirstEntries - 1) {}

bool TokenRunCache::place(const Entry& entry) noexcept {
  const std::uint64_t high = entry.size_ <= 16 ? entry.high_ : 0;  // as in the key
  const std::uint64_t hash = hash_of(entry.low_, high, entry.size_, entry.context_);
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    Entry& slot = entries_[(hash + probe) & mask_];
    if (slot.size_ == 0) {
      slot = entry;
      return true;
    }
  }
  return false;
}

// Doubles the table when it is three quarters full; empties it when it may not grow.
void TokenRunCache::make_room() {
  if (entry_count_ >= max_entries_) {
    entries_.assign(entries_.size(), Entry{});
    tokens_.clear();
    texts_.clear();
    entry_count_ = 0;
  }
  if (entry_count_ * 4 < entries_.size() * 3) return;
  std::vector<Entry> old(entries_.size() * 2);
  old.swap(entries_);
  mask_ = entries_.size() - 1;
  entry_count_ = 0;
  for (const Entry& entry : old) {
    if (entry.size_ != 0 && place(entry)) ++entry_count_;
  }
}

void TokenRunCache::insert(const Key& key, std::string_view piece,
                           std::span<const CachedToken> tokens, std::uint32_t positions,
                           const WordTable& words) {
  NEWSIDX_CHECK(key.size != 0 && key.size == piece.size());
  if (tokens.size() > UINT8_MAX) return;
  make_room();
  Entry entry;
  entry.low_ = key.low;
  entry.high_ = key.high;
  entry.size_ = key.size;
  entry.context_ = key.context;
  if (key.size > 16) {
    entry.high_ = texts_.size();
    texts_.append(piece);
  }
  const bool is_lone = tokens.size() == 1 && positions == 1 && tokens[0].begin == 0 &&
                       tokens[0].end == key.size && words[tokens[0].word].kind == TermKind::word;
  if (is_lone) {
    const WordTable::Word& word = words[tokens[0].word];
    entry.payload_ = tokens[0].word | (word.is_stop_word ? Entry::kStopWord : 0);
    entry.text_ = word.bytes;
    entry.first_count_ = word.term_size;
    entry.second_count_ = word.surface_size;
  } else {
    entry.payload_ = static_cast<std::uint32_t>(tokens_.size());
    entry.first_count_ = static_cast<std::uint8_t>(tokens.size());
    entry.second_count_ = static_cast<std::uint8_t>(positions);
    tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
  }
  if (place(entry)) ++entry_count_;
}

}  // namespace newsidx::analysis
