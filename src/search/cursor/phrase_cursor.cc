#include "search/cursor/phrase_cursor.h"

#include "search/cursor/term_cursor.h"

namespace newsidx::search {
namespace {

segment::PostingCursor* word_of(Occurrences& slot) {
  auto* const term = dynamic_cast<TermOccurrences*>(&slot);
  return term == nullptr ? nullptr : &term->postings();
}

}  // namespace

PhraseCursor::PhraseCursor(std::vector<OccurrencesPtr> slots, const TermScorer& scorer,
                           std::span<const std::uint32_t> title_lengths, std::uint32_t title_weight)
    : first_word_(word_of(*slots[0])),
      sequence_(std::move(slots)),
      scorer_(scorer),
      title_lengths_(title_lengths),
      title_weight_(title_weight) {
  settle();
}

// From where the sequence stands to the next document in which it really is in a row.
void PhraseCursor::settle() {
  for (; sequence_.doc() != kNoMoreDocs; sequence_.next_geq(sequence_.doc() + 1)) {
    const std::uint32_t doc = sequence_.doc();
    matches_.clear();
    sequence_.append(matches_);
    if (matches_.empty()) continue;
    freq_ = 0;
    std::uint32_t start_before = UINT32_MAX;
    for (const Occurrence& match : matches_) {
      if (match.position == start_before) continue;
      start_before = match.position;
      const bool in_title = !title_lengths_.empty() && match.position < title_lengths_[doc];
      freq_ += in_title ? title_weight_ : 1;
    }
    doc_ = doc;
    return;
  }
  doc_ = kNoMoreDocs;
}

void PhraseCursor::next() { next_geq(doc_ + 1); }

void PhraseCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  sequence_.next_geq(target);
  settle();
}

Score PhraseCursor::bound(std::uint32_t begin, std::uint32_t end) {
  if (doc_ >= end) return 0;
  if (first_word_ == nullptr) return scorer_.limit();
  return scorer_.bound(largest_impact(*first_word_, begin, end));
}

}  // namespace newsidx::search
