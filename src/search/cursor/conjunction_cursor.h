// search/cursor/conjunction_cursor.h
//
// Documents of all clauses that must match and of none that must not; the sum of the scores of what
// must match, and of what should where it is there.
#pragma once

#include "base/cancellation.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// True when one of the parts has the document. REQUIRES documents that do not fall.
bool any_has(const Cursors& parts, std::uint32_t doc);

/// Puts the rarest in front.
void sort_by_cost(Cursors& parts);

class ConjunctionCursor final : public Cursor {
 public:
  /// REQUIRES must not empty.
  /// @param end   documents from here on are not shown
  /// @param pace  may be nullptr; must outlive the cursor, which ends when it is over
  ConjunctionCursor(Cursors must, Cursors should, Cursors must_not, std::uint32_t end = kNoMoreDocs,
                    PacedCancellation* pace = nullptr);

  void next() override;
  void next_geq(std::uint32_t target) override;
  Score score() override;
  Score max_score(std::uint32_t begin, std::uint32_t end) override;
  std::uint32_t block_end(std::uint32_t begin) override { return must_[0]->block_end(begin); }
  std::uint64_t cost() const override { return must_[0]->cost(); }
  Status status() const override;

 private:
  void settle();

  Cursors must_;
  Cursors should_;
  Cursors must_not_;
  std::uint32_t end_;
  PacedCancellation* pace_;
};

}  // namespace newsidx::search
