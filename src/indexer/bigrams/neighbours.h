// indexer/bigrams/neighbours.h
//
// Which words of a document stand side by side: the second begins where the first ends. The
// document is taken a window of positions at a time, so that its length does not matter.
//
// Threads: one.   Memory: 20 bytes a position of a window, and 16 more for each further word that
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
    const std::size_t end = occurrence.end() - base_;
    if (end >= last_at_.size()) last_at_.resize(end + 1);
    std::uint32_t& last = last_at_[occurrence.position - base_];
    entries_.push_back({word, occurrence, last});
    last = static_cast<std::uint32_t>(entries_.size());
  }

  /// Calls visit(first word, second word, position) for each place where two words stand side by
  /// side, once, as far as this is known when everything below `end` was added. kAll: everything
  /// was; the next one added is of another document.
  template <class Visit>
  void take(std::uint32_t end, Visit visit) {
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
      if (entry.occurrence.position >= limit) add(entry.word, entry.occurrence);
    }
  }

 private:
  struct Entry {
    std::uint32_t word;
    codec::Occurrence occurrence;
    std::uint32_t before;  // 1 + an entry at the same position, or 0
  };

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

  std::uint32_t base_ = 0;              // the first position of the window
  std::vector<Entry> entries_;          // word by word, ascending at each position
  std::vector<Entry> taken_;            // of the window before; kept for its memory
  std::vector<std::uint32_t> last_at_;  // by position in the window: 1 + the last entry, or 0
};

}  // namespace newsidx::indexer
