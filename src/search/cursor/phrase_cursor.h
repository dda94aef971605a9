// search/cursor/phrase_cursor.h
//
// Documents in which the words of a phrase stand in a row. Scored like a term whose occurrences are
// the places where the phrase starts; those in the title count with the title's weight.
#pragma once

#include <span>
#include <vector>

#include "search/cursor/cursor.h"
#include "search/cursor/occurrences.h"
#include "search/scoring/term_scorer.h"

namespace newsidx::search {

class PhraseCursor final : public Cursor {
 public:
  /// @param title_lengths  positions of the title by document; empty where the title weighs 1
  PhraseCursor(std::vector<OccurrencesPtr> slots, const TermScorer& scorer,
               std::span<const std::uint32_t> title_lengths, std::uint32_t title_weight);

  void next() override;
  void next_geq(std::uint32_t target) override;
  Score score() override { return scorer_.score(freq_, doc_); }
  Score bound(std::uint32_t begin, std::uint32_t end) override;
  std::uint32_t block_end(std::uint32_t begin) override;
  void set_entry_score(Score entry_score) override { entry_score_ = entry_score; }
  std::uint64_t cost() const override { return sequence_.cost(); }
  Status status() const override { return sequence_.status(); }

  /// Occurrences in doc() as scored [count, >= 1].
  [[nodiscard]] std::uint32_t freq() const noexcept { return freq_; }

 private:
  void settle();
  [[nodiscard]] bool can_enter(std::uint32_t doc) const;
  [[nodiscard]] std::uint32_t weighted_count(std::uint32_t doc) const;

  // The slots that are plain words, the rarest first: a phrase occurs at most as often as each.
  std::vector<segment::PostingCursor*> words_;
  SequenceOccurrences sequence_;
  TermScorer scorer_;
  std::span<const std::uint32_t> title_lengths_;
  std::uint32_t title_weight_;
  std::uint32_t freq_ = 0;
  Score entry_score_ = 0;
  std::vector<Occurrence> matches_;
};

}  // namespace newsidx::search
