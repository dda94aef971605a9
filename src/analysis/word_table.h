// analysis/word_table.h
//
// Numbers the distinct words of an analyser, each a (term, surface, kind, is_stop_word): 0, 1, 2,
// ... as they are met, never changed, never dropped. When the table is full, new words get no
// number.
//
// Threads: one table, one thread.   Cost: a hash and a probe a call; 24 bytes and the text a word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "base/hash_slots.h"
#include "base/text_blocks.h"

namespace newsidx::analysis {

class WordTable {
 public:
  static constexpr std::size_t kMaxWords = std::size_t{1} << 20;
  static constexpr std::size_t kMaxTextBytes = std::size_t{32} << 20;

  /// A word: its term, then its surface, side by side.
  struct Word {
    const char* bytes = nullptr;
    std::uint8_t term_size = 0;
    std::uint8_t surface_size = 0;
    TermKind kind = TermKind::word;
    bool is_stop_word = false;

    [[nodiscard]] std::string_view term() const { return {bytes, term_size}; }
    [[nodiscard]] std::string_view surface() const { return {bytes + term_size, surface_size}; }
  };

  explicit WordTable(std::size_t max_words = kMaxWords);

  /// The number of the word, or Token::kNoWord when it is new and the table is full.
  /// REQUIRES term and surface of at most 255 bytes.
  [[nodiscard]] std::uint32_t intern(std::string_view term, std::string_view surface, TermKind kind,
                                     bool is_stop_word = false);

  [[nodiscard]] const Word& operator[](std::uint32_t word) const noexcept { return words_[word]; }
  [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const noexcept;
  /// Forgets all words: their numbers and texts are not valid any more.
  void clear() { *this = WordTable(max_words_); }

 private:
  const char* keep(std::string_view term, std::string_view surface);

  std::size_t max_words_;
  std::vector<Word> words_;
  HashSlots slots_;
  TextBlocks texts_;
};

}  // namespace newsidx::analysis
