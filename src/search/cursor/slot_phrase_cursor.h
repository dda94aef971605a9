// search/cursor/slot_phrase_cursor.h: phrases whose places may have alternatives and sequences.
#pragma once

#include <vector>

#include "search/cursor/occurrences.h"
#include "search/cursor/phrase_cursor.h"

namespace newsidx::search {

class SlotPhraseCursor final : public PhraseCursor {
 public:
  /// @param end   documents from here on are not shown
  /// @param pace  may be nullptr; must outlive the cursor, which ends when it is over
  SlotPhraseCursor(std::vector<OccurrencesPtr> slots, const PhraseScoring& scoring,
                   std::uint32_t end, PacedInterrupt* pace);

  void next_geq(std::uint32_t target) override;
  Score bound(std::uint32_t begin, std::uint32_t end) override;
  std::uint32_t block_end(std::uint32_t begin) override;
  std::uint64_t cost() const override { return sequence_.cost(); }
  Status status() const override { return sequence_.status(); }

 private:
  void settle();
  [[nodiscard]] bool words_can_enter(std::uint32_t doc) const;

  // The slots that are plain words, the rarest first: a phrase occurs at most as often as each.
  std::vector<segment::PostingCursor*> words_;
  SequenceOccurrences sequence_;
  std::vector<Occurrence> matches_;
};

}  // namespace newsidx::search
