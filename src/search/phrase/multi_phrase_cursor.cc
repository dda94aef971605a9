#include "search/phrase/multi_phrase_cursor.h"

#include <algorithm>

#include "search/cursor/term_cursor.h"

namespace newsidx::search {
namespace {

std::vector<segment::PostingCursor*> words_of(const std::vector<PositionsCursorPtr>& slots) {
  std::vector<segment::PostingCursor*> words;
  for (const PositionsCursorPtr& slot : slots) {
    auto* const term = dynamic_cast<TermPositions*>(slot.get());
    if (term != nullptr) words.push_back(&term->postings());
  }
  std::stable_sort(words.begin(), words.end(), [](const auto* a, const auto* b) {
    return a->entry().document_count < b->entry().document_count;
  });
  return words;
}

}  // namespace

MultiPhraseCursor::MultiPhraseCursor(std::vector<PositionsCursorPtr> slots,
                                     const PhraseScoring& scoring, std::uint32_t end,
                                     PacedCancellation* pace)
    : PhraseCursor(scoring, pace), words_(words_of(slots)), sequence_(std::move(slots), end, pace) {
  settle();
}

// From where the sequence stands to the next document in which it really is in a row. Positions are
// read last: most documents are out by their frequencies alone.
void MultiPhraseCursor::settle() {
  for (; sequence_.doc() != kNoMoreDocs; sequence_.next_geq(sequence_.doc() + 1)) {
    if (is_over_after(1 + words_.size())) break;
    const std::uint32_t doc = sequence_.doc();
    if (!are_words_competitive(doc)) continue;
    matches_.clear();
    sequence_.append(matches_);
    if (matches_.empty() || is_over_after(matches_.size())) continue;
    set_starts(matches_);
    doc_ = doc;
    return;
  }
  doc_ = kNoMoreDocs;
}

bool MultiPhraseCursor::are_words_competitive(std::uint32_t doc) const {
  if (threshold_ == 0) return true;
  return std::all_of(words_.begin(), words_.end(), [&](segment::PostingCursor* word) {
    return is_competitive(word->freq(), doc);
  });
}

void MultiPhraseCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  sequence_.next_geq(target);
  settle();
}

Score MultiPhraseCursor::max_score(std::uint32_t begin, std::uint32_t end) {
  if (doc_ >= end) return 0;
  Score bound = scoring_.scorer.max_score();
  for (segment::PostingCursor* word : words_) {
    bound = std::min(bound, scoring_.scorer.max_score(largest_impact(*word, begin, end)));
  }
  return bound;
}

std::uint32_t MultiPhraseCursor::block_end(std::uint32_t begin) {
  if (words_.empty()) return Cursor::block_end(begin);
  const std::size_t block = words_[0]->find_block(begin);
  if (block == words_[0]->block_count()) return kNoMoreDocs;
  return words_[0]->block_last_doc(block) + 1;
}

}  // namespace newsidx::search
