// search/phrase/phrase_cursor.h
//
// Documents in which the words of a phrase stand in a row. Scored like a term whose occurrences are
// the positions where the phrase starts; those in the title count with the title's weight.
//
//   ExactPhraseCursor  every position of the phrase is one word: nearly all phrases
//   MultiPhraseCursor  any phrase: positions with alternatives and with sequences of words
#pragma once

#include <span>
#include <vector>

#include "base/cancellation.h"
#include "search/cursor/cursor.h"
#include "search/scoring/term_scorer.h"

namespace newsidx::search {

struct PhraseScoring {
  TermScorer scorer;
  std::span<const std::uint32_t> title_lengths;  ///< by document; empty where the title weighs 1
  std::uint32_t title_weight = 1;
};

class PhraseCursor : public Cursor {
 public:
  void next() final { next_geq(doc_ + 1); }
  Score score() final { return scoring_.scorer.score(freq(), doc_); }
  void set_min_competitive_score(Score threshold) final { threshold_ = threshold; }

  /// Occurrences in doc() as scored [count, >= 1].
  [[nodiscard]] std::uint32_t freq() const noexcept;
  /// The last position in doc() at which the phrase starts.
  [[nodiscard]] std::uint32_t last_start() const noexcept { return starts_.back(); }

 protected:
  /// @param pace  may be nullptr; must outlive the cursor, which ends when it is over
  PhraseCursor(const PhraseScoring& scoring, PacedCancellation* pace)
      : scoring_(scoring), pace_(pace) {}

  /// Whether the time is over: then nothing more is looked at, and what was is not believed.
  bool is_over_after(std::uint64_t work) noexcept {
    return pace_ != nullptr && pace_->ends_after(work);
  }
  [[nodiscard]] bool is_over() const noexcept { return pace_ != nullptr && pace_->is_over(); }

  /// Whether a document where no word is more frequent can reach the threshold.
  [[nodiscard]] bool is_competitive(std::uint32_t freq, std::uint32_t doc) const noexcept {
    return scoring_.scorer.score(freq, doc) >= threshold_;
  }

  /// @param matches  in the next doc(), ascending; several may start at one position
  void set_starts(const std::vector<codec::Occurrence>& matches);

  PhraseScoring scoring_;
  PacedCancellation* pace_;
  Score threshold_ = 0;
  std::vector<std::uint32_t> starts_;  // where the phrase starts in doc(), ascending
};

}  // namespace newsidx::search
