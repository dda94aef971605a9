// search/cursor/cursor.h
//
// Documents that match a part of a query, in ascending order, with their scores and with bounds on
// them. The states and calls are written down here once, for all cursors:
//
//   A new cursor stands on its first document (of a range, CursorFactory). doc() is kNoMoreDocs at
//   the end, and then nothing but doc(), next_geq(), max_score() and status() may be called.
//   next_geq(t) equals: while (doc() < t) next();
//   max_score(begin, end) is at least the score() of every document in [begin, end) at or behind
//   doc(); the begins of successive calls of max_score() and block_end() do not fall.
//   score() may be called more than once for a document.
//
// A fault on the way (a block that cannot be read) ends the cursor; status() tells.
// Threads: one cursor, one thread.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "query/syntax/occur.h"
#include "search/bulk/score_window.h"
#include "search/bulk/scored_batch.h"
#include "search/scoring/score.h"
#include "segment/posting_cursor.h"

namespace newsidx::search {

using query::Occur;
using segment::kNoMoreDocs;

class Cursor {
 public:
  virtual ~Cursor() = default;

  [[nodiscard]] std::uint32_t doc() const noexcept { return doc_; }
  virtual void next() = 0;
  virtual void next_geq(std::uint32_t target) = 0;
  [[nodiscard]] virtual Score score() = 0;

  /// At least every score of the documents in [begin, end).
  [[nodiscard]] virtual Score max_score(std::uint32_t begin, std::uint32_t end) = 0;
  /// Where the block that has `begin` ends (exclusive): up to there one bound holds.
  [[nodiscard]] virtual std::uint32_t block_end(std::uint32_t begin) { return begin + kWindowDocs; }

  /// Documents with a lower score need not be shown any more. A hint: they may be shown all the
  /// same.
  virtual void set_min_competitive_score(Score) {}

  /// About how many documents it stands for [count].
  [[nodiscard]] virtual std::uint64_t cost() const = 0;
  /// Exactly how many, where that is known without looking.
  [[nodiscard]] virtual std::optional<std::uint64_t> exact_count() const { return std::nullopt; }
  [[nodiscard]] virtual Status status() const = 0;

  // ---- bulk: a virtual call for many documents ----

  /// Fills the batch with documents from doc() on that are below `end`, and goes behind them. May
  /// stop early, but not before the first.
  virtual void next_batch(std::uint32_t end, ScoredBatch& batch) {
    batch.size = 0;
    for (; doc_ < end && batch.size < ScoredBatch::kCapacity; next()) batch.push(doc_, score());
  }
  /// The same without the documents whose bits are set, which need not be scored. The batch may be
  /// empty though there are more.
  /// @param excluded  bit doc - begin for each document of [begin, end)
  /// REQUIRES doc() >= begin, begin a multiple of 64
  virtual void next_batch_without(const std::uint64_t* excluded, std::uint32_t begin,
                                  std::uint32_t end, ScoredBatch& batch) {
    next_batch(end, batch);
    batch.drop_if([=](std::uint32_t doc) {
      return (excluded[(doc - begin) / 64] >> ((doc - begin) % 64) & 1) != 0;
    });
  }
  /// Adds the scores of those documents that the cursor has. The others stay as they are where the
  /// clause should match, and are dropped where it must. The documents are at or behind doc(), or
  /// the cursor does not have them.
  virtual void add_scores(ScoredBatch& batch, Occur occur);

  /// Adds the scores of all documents below `end` to the window and goes to the first behind them.
  /// REQUIRES doc() >= window.begin(), end <= window.begin() + kWindowDocs.
  virtual void accumulate(std::uint32_t end, ScoreWindow& window) {
    for (; doc_ < end; next()) window.add(doc_, score());
  }
  /// Whether fill_bitset() costs less per document than next_geq().
  [[nodiscard]] virtual bool fills_bitset_fast() const { return false; }
  /// Sets bit doc - begin of the words for all documents from doc() to below `end`, and goes to the
  /// first behind them.
  /// REQUIRES doc() >= begin, begin a multiple of 64.
  virtual void fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) {
    for (; doc_ < end; next()) {
      const std::uint32_t index = doc_ - begin;
      words[index / 64] |= std::uint64_t{1} << (index % 64);
    }
  }

 protected:
  std::uint32_t doc_ = kNoMoreDocs;
};

inline void Cursor::add_scores(ScoredBatch& batch, Occur occur) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < batch.size; ++i) {
    next_geq(batch.docs[i]);
    const bool has = doc_ == batch.docs[i];
    if (!has && occur == Occur::must) continue;
    batch.docs[kept] = batch.docs[i];
    batch.scores[kept] = batch.scores[i] + (has ? score() : 0);
    ++kept;
  }
  batch.size = kept;
}

using CursorPtr = std::unique_ptr<Cursor>;
using Cursors = std::vector<CursorPtr>;

/// The first fault among cursors.
[[nodiscard]] inline Status first_fault(const Cursors& cursors) {
  for (const CursorPtr& cursor : cursors) {
    Status status = cursor->status();
    if (!status) return status;
  }
  return {};
}

}  // namespace newsidx::search
