#include "search/cursor/phrase_cursor.h"

#include <algorithm>

#include "search/cursor/term_cursor.h"

namespace newsidx::search {
namespace {

std::vector<segment::PostingCursor*> words_of(const std::vector<OccurrencesPtr>& slots) {
  std::vector<segment::PostingCursor*> words;
  for (const OccurrencesPtr& slot : slots) {
    auto* const term = dynamic_cast<TermOccurrences*>(slot.get());
    if (term != nullptr) words.push_back(&term->postings());
  }
  std::stable_sort(words.begin(), words.end(), [](const auto* a, const auto* b) {
    return a->entry().document_count < b->entry().document_count;
  });
  return words;
}

}  // namespace

PhraseCursor::PhraseCursor(std::vector<OccurrencesPtr> slots, const TermScorer& scorer,
                           std::span<const std::uint32_t> title_lengths, std::uint32_t title_weight)
    : words_(words_of(slots)),
      sequence_(std::move(slots)),
      scorer_(scorer),
      title_lengths_(title_lengths),
      title_weight_(title_weight) {
  settle();
}

// From where the sequence stands to the next document in which it really is in a row. Positions are
// read last: most documents are out by their frequencies alone.
void PhraseCursor::settle() {
  for (; sequence_.doc() != kNoMoreDocs; sequence_.next_geq(sequence_.doc() + 1)) {
    const std::uint32_t doc = sequence_.doc();
    if (!can_enter(doc)) continue;
    matches_.clear();
    sequence_.append(matches_);
    if (matches_.empty()) continue;
    freq_ = weighted_count(doc);
    doc_ = doc;
    return;
  }
  doc_ = kNoMoreDocs;
}

bool PhraseCursor::can_enter(std::uint32_t doc) const {
  if (entry_score_ == 0) return true;
  return std::all_of(words_.begin(), words_.end(), [&](segment::PostingCursor* word) {
    return scorer_.score(word->freq(), doc) >= entry_score_;
  });
}

std::uint32_t PhraseCursor::weighted_count(std::uint32_t doc) const {
  std::uint32_t count = 0;
  std::uint32_t start_before = UINT32_MAX;
  for (const Occurrence& match : matches_) {
    if (match.position == start_before) continue;
    start_before = match.position;
    const bool in_title = !title_lengths_.empty() && match.position < title_lengths_[doc];
    count += in_title ? title_weight_ : 1;
  }
  return count;
}

void PhraseCursor::next() { next_geq(doc_ + 1); }

void PhraseCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  sequence_.next_geq(target);
  settle();
}

Score PhraseCursor::bound(std::uint32_t begin, std::uint32_t end) {
  if (doc_ >= end) return 0;
  Score bound = scorer_.limit();
  for (segment::PostingCursor* word : words_) {
    bound = std::min(bound, scorer_.bound(largest_impact(*word, begin, end)));
  }
  return bound;
}

std::uint32_t PhraseCursor::block_end(std::uint32_t begin) {
  if (words_.empty()) return Cursor::block_end(begin);
  const std::size_t block = words_[0]->find_block(begin);
  if (block == words_[0]->block_count()) return kNoMoreDocs;
  return words_[0]->block_last_doc(block) + 1;
}

}  // namespace newsidx::search
