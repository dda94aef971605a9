// search/phrase/multi_phrase_cursor.h: phrases with alternatives or sequences at a position.
#pragma once

#include <vector>

#include "search/phrase/phrase_cursor.h"
#include "search/phrase/positions_cursor.h"

namespace newsidx::search {

class MultiPhraseCursor final : public PhraseCursor {
 public:
  /// @param end   documents from here on are not shown
  /// @param pace  may be nullptr; must outlive the cursor, which ends when it is over
  MultiPhraseCursor(std::vector<PositionsCursorPtr> slots, const PhraseScoring& scoring,
                    std::uint32_t end, PacedCancellation* pace);

  void next_geq(std::uint32_t target) override;
  Score max_score(std::uint32_t begin, std::uint32_t end) override;
  std::uint32_t block_end(std::uint32_t begin) override;
  std::uint64_t cost() const override { return sequence_.cost(); }
  Status status() const override { return sequence_.status(); }

 private:
  void settle();
  [[nodiscard]] bool are_words_competitive(std::uint32_t doc) const;

  // The slots that are plain words, the rarest first: a phrase occurs at most as often as each.
  std::vector<segment::PostingCursor*> words_;
  PositionSequence sequence_;
  std::vector<Occurrence> matches_;
};

}  // namespace newsidx::search
