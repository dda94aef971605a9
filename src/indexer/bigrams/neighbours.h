// indexer/bigrams/neighbours.h
//
// Which words of a document stand side by side: the second begins where the first ends. The
// document is taken a window of positions at a time, so that its length does not matter.
//
// Nearly all documents are one window with a word at most at each position, each of one position:
// two neighbours in an array. The general case, entered when an occurrence asks for it, chains the
// occurrences of a position.
//
// Threads: one.   Memory: 24 bytes a position of a window, and 16 more for each further word that
// stands at one.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "codec/position_block.h"

namespace newsidx::indexer {

class Neighbours {
 public:
  static constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();

  /// Adds an occurrence. REQUIRES word by word, those of a word ascending; none below the end of
  /// the window that was taken last.
  void add(std::uint32_t word, codec::Occurrence occurrence) {
    if (is_simple_) {
      if (occurrence.span == 1 && place(word, occurrence.position)) return;
      end_simple(word, occurrence.position);
    }
    chain(word, occurrence);
  }

  /// Calls visit(first word, second word, position) for each place where two words stand side by
  /// side, once, as far as this is known when everything below `end` was added. kAll: everything
  /// was; the next one added is of another document.
  template <class Visit>
  void take(std::uint32_t end, Visit visit) {
    if (is_simple_ && end == kAll) return take_simple(visit);
    if (is_simple_) end_simple(kAll, kAll);
    take_chains(end, visit);
    is_simple_ = end == kAll;
  }

 private:
  struct Entry {
    std::uint32_t word;
    codec::Occurrence occurrence;
    std::uint32_t before;  // 1 + an entry at the same position, or 0
  };

  // @return false where another word is
  bool place(std::uint32_t word, std::uint32_t position) {
    if (position >= words_.size()) words_.resize(position + std::size_t{1}, 0);
    if (words_[position] != 0) return false;
    words_[position] = word + 1;
    return true;
  }

  template <class Visit>
  void take_simple(Visit visit) {
    for (std::uint32_t position = 1; position < words_.size(); ++position) {
      if (words_[position] == 0 || words_[position - 1] == 0) continue;
      visit(words_[position - 1] - 1, words_[position] - 1, position - 1);
    }
    words_.clear();
  }

  // Chains what was placed; that of `word` at `position` last, as the next one is of it, too.
  void end_simple(std::uint32_t word, std::uint32_t position) {
    is_simple_ = false;
    bool is_last = false;
    for (std::uint32_t at = 0; at < words_.size(); ++at) {
      if (words_[at] == 0) continue;
      if (at == position && words_[at] == word + 1) {
        is_last = true;
      } else {
        chain(words_[at] - 1, {at, 1});
      }
    }
    if (is_last) chain(word, {position, 1});
    words_.clear();
  }

  void chain(std::uint32_t word, codec::Occurrence occurrence) {
    const std::size_t end = occurrence.end() - base_;
    if (end >= last_at_.size()) last_at_.resize(end + 1);
    std::uint32_t& last = last_at_[occurrence.position - base_];
    entries_.push_back({word, occurrence, last});
    last = static_cast<std::uint32_t>(entries_.size());
  }

  template <class Visit>
  void take_chains(std::uint32_t end, Visit visit) {
    // A word that ends behind the window is visited with the next one.
    const std::uint32_t limit = end == kAll ? kAll : end - codec::kMaxSpan;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].occurrence.position >= limit) continue;
      for (std::uint32_t at = last_at_[entries_[i].occurrence.end() - base_]; at != 0;) {
        const Entry& second = entries_[at - 1];
        at = second.before;
        if (at != 0 && entries_[at - 1].word == second.word) continue;  // visited with that one
        if (was_visited(i, second.word)) continue;
        visit(entries_[i].word, second.word, entries_[i].occurrence.position);
      }
    }
    for (const Entry& entry : entries_) last_at_[entry.occurrence.position - base_] = 0;
    std::swap(entries_, taken_);
    entries_.clear();
    base_ = end == kAll ? 0 : limit;
    for (const Entry& entry : taken_) {
      if (entry.occurrence.position >= limit) chain(entry.word, entry.occurrence);
    }
  }

  // A word may begin at one place with several spans, of which two lead to the same second word.
  [[nodiscard]] bool was_visited(std::size_t first, std::uint32_t second_word) const {
    for (std::size_t i = first; i > 0 && is_same_place(entries_[i - 1], entries_[first]); --i) {
      for (std::uint32_t at = last_at_[entries_[i - 1].occurrence.end() - base_]; at != 0;) {
        if (entries_[at - 1].word == second_word) return true;
        at = entries_[at - 1].before;
      }
    }
    return false;
  }
  static bool is_same_place(const Entry& a, const Entry& b) {
    return a.word == b.word && a.occurrence.position == b.occurrence.position;
  }

  bool is_simple_ = true;               // words_ holds the document, else the chains
  std::vector<std::uint32_t> words_;    // by position: 1 + the word there, or 0
  std::uint32_t base_ = 0;              // the first position of the window
  std::vector<Entry> entries_;          // word by word, ascending at each position
  std::vector<Entry> taken_;            // of the window before; kept for its memory
  std::vector<std::uint32_t> last_at_;  // by position in the window: 1 + the last entry, or 0
};

}  // namespace newsidx::indexer
