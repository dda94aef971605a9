// analysis/token_run_cache.h
//
// The tokens of short pieces of text met before: "U.S.-led" in English -> us, US, usled, led.
// Nearly every word of a news article is answered from here, without segmentation or stemming.
//
// The key is the raw bytes and the context (language, whether the line is all capitals, ...). When
// the cache is full it is emptied and fills anew; the words it names stay in the WordTable.
//
// Invariants: an entry's tokens name words of the one WordTable; offsets are relative to the piece;
//             an entry is within kMaxProbes of its place, so that no input, however hostile, makes
//             lookups slow: an entry that finds no room there is not kept.
// Threads: one cache, one thread.   Cost: find() of up to 16 bytes is a multiplication, a load and
// two comparisons; 32 bytes an entry, and 8 a token beyond a lone one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/word_table.h"
#include "base/bytes.h"
#include "base/hash.h"

namespace newsidx::analysis {

/// A token of a piece of text, without the text.
struct CachedToken {
  std::uint32_t word = 0;  ///< in the WordTable
  std::uint8_t position = 0;
  std::uint8_t span = 1;
  std::uint8_t begin = 0;
  std::uint8_t end = 0;
};

class TokenRunCache {
 public:
  static constexpr std::size_t kMaxRunBytes = 64;  ///< longer pieces are not kept
  static constexpr std::size_t kMaxEntries = std::size_t{3} << 18;

  struct Key {
    std::uint64_t low = 0;   // the first 8 bytes, zero-padded; of more than 16 bytes their hash
    std::uint64_t high = 0;  // the next 8 bytes; of more than 16 bytes 0
    std::uint64_t hash = 0;
    std::uint8_t size = 0;
    std::uint8_t context = 0;
  };

  /// Half a cache line. Nearly all entries are lone words: one token, of one position and kind
  /// word, that covers the whole piece. They hold all that a Token needs.
  class Entry {
   public:
    [[nodiscard]] bool is_lone_word() const noexcept { return text_ != nullptr; }
    /// REQUIRES is_lone_word(), these four.
    [[nodiscard]] std::uint32_t lone_word() const noexcept { return payload_ & ~kStopWord; }
    [[nodiscard]] bool lone_is_stop_word() const noexcept { return (payload_ & kStopWord) != 0; }
    [[nodiscard]] std::string_view lone_term() const noexcept { return {text_, first_count_}; }
    [[nodiscard]] std::string_view lone_surface() const noexcept {
      return {text_ + first_count_, second_count_};
    }
    /// REQUIRES !is_lone_word().
    [[nodiscard]] std::uint32_t several_positions() const noexcept { return second_count_; }
    /// Bytes of the piece.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

   private:
    friend class TokenRunCache;
    static constexpr std::uint32_t kStopWord = 1u << 31;
    static_assert(WordTable::kMaxWords <= kStopWord);
    std::uint64_t low_ = 0;
    std::uint64_t high_ = 0;      // of more than 16 bytes: where they are in texts_
    const char* text_ = nullptr;  // of a lone word: its term, then its surface
    std::uint32_t payload_ = 0;   // a lone word's number, kStopWord; else where its tokens_ start
    std::uint8_t size_ = 0;       // 0: the entry is empty
    std::uint8_t context_ = 0;
    std::uint8_t first_count_ = 0;   // bytes of a lone word's term; else how many tokens
    std::uint8_t second_count_ = 0;  // bytes of a lone word's surface; else how many positions
  };
  static_assert(sizeof(Entry) == 32);

  explicit TokenRunCache(std::size_t max_entries = kMaxEntries);

  /// The key of text[begin, end). Reads 16 bytes at once where the text goes on so far.
  /// REQUIRES 0 < end - begin <= kMaxRunBytes.
  [[nodiscard]] static Key key_of(std::string_view text, std::size_t begin, std::size_t end,
                                  std::uint8_t context) noexcept;

  /// Asks for the memory that find() of this key will read.
  void prefetch(const Key& key) const noexcept { __builtin_prefetch(&entries_[key.hash & mask_]); }

  /// The entry of the piece of text at `begin` whose key is `key`; null when there is none. Valid
  /// until insert().
  [[nodiscard]] const Entry* find(const Key& key, std::string_view text,
                                  std::size_t begin) const noexcept;

  /// The tokens of an entry that is not a lone word; valid until insert().
  [[nodiscard]] std::span<const CachedToken> tokens(const Entry& entry) const noexcept {
    return {tokens_.data() + entry.payload_, entry.first_count_};
  }

  /// Keeps the tokens of a piece that find() does not know. A piece of more than 255 tokens is not
  /// kept (none that the rules make of kMaxRunBytes has so many).
  /// @param words  the table in which the tokens' words are numbered
  void insert(const Key& key, std::string_view piece, std::span<const CachedToken> tokens,
              std::uint32_t positions, const WordTable& words);

  [[nodiscard]] std::size_t memory_bytes() const noexcept {
    return entries_.capacity() * sizeof(Entry) + tokens_.capacity() * sizeof(CachedToken) +
           texts_.capacity();
  }
  /// Forgets all pieces, and gives the memory back.
  void clear() { *this = TokenRunCache(max_entries_); }

 private:
  static constexpr std::size_t kMaxProbes = 64;

  [[nodiscard]] static std::uint64_t hash_of(std::uint64_t low, std::uint64_t high,
                                             std::size_t size, std::uint8_t context) noexcept;
  bool place(const Entry& entry) noexcept;
  void make_room();

  std::size_t max_entries_;
  std::size_t entry_count_ = 0;
  std::vector<Entry> entries_;  // open addressing with linear probing, a power of two
  std::size_t mask_;            // entries_.size() - 1
  std::vector<CachedToken> tokens_;
  std::string texts_;  // pieces of more than 16 bytes
};

inline std::uint64_t TokenRunCache::hash_of(std::uint64_t low, std::uint64_t high, std::size_t size,
                                            std::uint8_t context) noexcept {
  constexpr std::uint64_t kOdd1 = 0x9e3779b97f4a7c15u;
  constexpr std::uint64_t kOdd2 = 0xd6e8feb86659fd93u;
  const std::uint64_t salt = std::uint64_t{context} << 8 | size;
  std::uint64_t hash = (low ^ salt) * kOdd1 + (high ^ kOdd2) * kOdd2;
  hash = (hash ^ (hash >> 32)) * kOdd1;
  return hash ^ (hash >> 32);
}

inline TokenRunCache::Key TokenRunCache::key_of(std::string_view text, std::size_t begin,
                                                std::size_t end, std::uint8_t context) noexcept {
  const char* const bytes = text.data() + begin;
  const std::size_t size = end - begin;
  Key key;
  key.size = static_cast<std::uint8_t>(size);
  key.context = context;
  if (size > 16) {
    key.low = hash64({bytes, size});
  } else if (begin + 16 <= text.size()) {
    const auto low_bytes = [](std::size_t count) {
      return count >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * count)) - 1;
    };
    key.low = load_le<std::uint64_t>(bytes) & low_bytes(size);
    key.high = load_le<std::uint64_t>(bytes + 8) & low_bytes(size > 8 ? size - 8 : 0);
  } else {
    char padded[16] = {};
    std::memcpy(padded, bytes, size);
    key.low = load_le<std::uint64_t>(padded);
    key.high = load_le<std::uint64_t>(padded + 8);
  }
  key.hash = hash_of(key.low, key.high, size, context);
  return key;
}

inline const TokenRunCache::Entry* TokenRunCache::find(const Key& key, std::string_view text,
                                                       std::size_t begin) const noexcept {
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    const Entry& entry = entries_[(key.hash + probe) & mask_];
    if (entry.size_ == 0) return nullptr;
    if (entry.low_ != key.low || entry.size_ != key.size || entry.context_ != key.context) continue;
    if (key.size <= 16
            ? entry.high_ == key.high
            : std::memcmp(texts_.data() + entry.high_, text.data() + begin, key.size) == 0) {
      return &entry;
    }
  }
  return nullptr;
}

}  // namespace newsidx::analysis
