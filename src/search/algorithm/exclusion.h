// search/algorithm/exclusion.h
//
// What a ranking must leave out. A list that most documents have is not asked for each document,
// but where many are asked for, its blocks of bits fill a window: then a document costs a bit.
//
// Documents must not fall from call to call.
// Threads: one.   Memory: a window of bits.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <utility>

#include "search/algorithm/scan.h"
#include "search/bulk/scored_batch.h"
#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

class Exclusion {
 public:
  /// @param scan  must outlive it
  Exclusion(Cursors must_not, const Scan& scan);

  [[nodiscard]] bool empty() const noexcept { return dense_.empty() && others_.empty(); }

  /// The next batch of a cursor, where it is cheap to tell without those that dense lists exclude:
  /// these are not scored.
  void next_batch(Cursor& cursor, std::uint32_t end, ScoredBatch& batch);

  /// Drops documents that a clause excludes. In two parts: that which is cheap where many are asked
  /// for, and the other, which also drops those of which this is not known when time is over.
  void drop_dense(ScoredBatch& batch);
  void drop_others(ScoredBatch& batch);

  [[nodiscard]] Status status() const;

 private:
  void start_window(std::uint32_t doc);
  void fill_window(std::uint32_t doc);

  const Scan& scan_;
  Cursors dense_;   // that windows are filled from
  Cursors others_;  // that are asked for each document
  // Of dense_: documents of a stretch are asked for one by one until they are enough for a window.
  std::uint32_t end_ = 0;    // of the stretch
  std::uint32_t asked_ = 0;  // in the stretch
  bool is_filled_ = false;
  std::uint32_t begin_ = 0;  // the document of the first bit
  MatchWindow excluded_;
};

}  // namespace newsidx::search
