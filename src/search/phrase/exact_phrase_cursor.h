// search/phrase/exact_phrase_cursor.h
//
// Phrases of plain words: no virtual calls, a list for each distinct word ("to be or not to be" has
// four), and the least work first:
//
//   1. The rarest word leads, or the rarest pair of neighbours that has a list of its own: a pair's
//      frequency bounds the phrase's as a word's does, and its words are of no use before 3.
//      The leader's blocks, then its documents are passed over where even this frequency is too low
//      for the threshold.
//   2. The other words and pairs are looked up, the rarest first, and their frequencies compared
//      likewise; but not yet those that most documents have.
//   3. Positions of the rarest words are unpacked, and then those of the next one only while a
//      position is left where the phrase may start. Words of most documents are looked up here.
//
// Compounds cover several positions ("cease-fire" under "ceasefir"); lists and blocks of positions
// tell whether they have any. A document that stands in such a block is joined occurrence by
// occurrence.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "search/cursor/doc_range.h"
#include "search/phrase/phrase_cursor.h"
#include "search/phrase/phrase_lists.h"
#include "segment/posting_cursor.h"

namespace newsidx::search {

class ExactPhraseCursor final : public PhraseCursor {
 public:
  /// REQUIRES that the phrase is not a pair: its list is all there is to read.
  /// @param range  other documents are not shown
  /// @param pace   may be nullptr; must outlive the cursor, which ends when it is over
  ExactPhraseCursor(const PhraseLists& phrase, const PhraseScoring& scoring, DocRange range,
                    PacedCancellation* pace);

  void next_geq(std::uint32_t target) override;
  Score max_score(std::uint32_t begin, std::uint32_t end) override;
  std::uint32_t block_end(std::uint32_t begin) override;
  std::uint64_t cost() const override { return words_[0].entry().document_count; }
  Status status() const override;

 private:
  struct PhrasePosition {
    std::size_t word;  // in words_
    std::uint32_t offset;
  };

  void settle();
  [[nodiscard]] bool leapfrog();
  void skip_weak();
  [[nodiscard]] bool find_starts(std::uint32_t doc);
  void keep_starts_followed(std::span<const std::uint32_t> positions, std::uint32_t offset);
  [[nodiscard]] bool look_up(segment::PostingCursor& word, std::uint32_t doc);
  [[nodiscard]] bool block_has_spans();
  [[nodiscard]] bool join_occurrences();

  // Of distinct words and pairs, the rarest in front, but words of pairs at the end.
  std::vector<segment::PostingCursor> words_;
  std::uint32_t end_;
  std::size_t bounding_count_ = 0;         // of words_: those whose bounds are looked at
  std::size_t early_count_ = 0;            // of words_: those looked up before positions
  bool has_spans_ = false;                 // some list has
  std::vector<PhrasePosition> positions_;  // of the rarest words in front
  std::vector<std::size_t> in_order_;      // words_ by offset
  std::vector<codec::Occurrence> chain_;   // working memory of join_occurrences()
  std::vector<codec::Occurrence> part_;
  std::vector<codec::Occurrence> longer_;
};

}  // namespace newsidx::search
