// search/collector/collector.h
//
// What becomes of the documents that match. There are two kinds of collectors, by what they are
// shown; a new one is a file in this folder, and no algorithm changes.
//
//   ScoreCollector  scored documents in batches of up to 128, the best of them for certain: those
//                   that cannot reach threshold() may be left out (top_docs)
//   MatchCollector  every document that matches, without its score, as windows of bits; or only how
//                   many there are, where that is enough (total_hits)
//
// The segments come in ascending order, and start_segment() before each; of the documents of a
// segment each comes once. A search by several threads gives each a fork(), which sees a part of
// the documents, and merges them in the end.
//
// Threads: a collector, one at a time.   Cost: a virtual call per batch or window.
#pragma once

#include <newsidx/result.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#include "search/bulk/bitset.h"
#include "search/bulk/scored_batch.h"
#include "search/collector/shared_threshold.h"
#include "search/scoring/score.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// The segment that the documents which follow belong to.
struct SegmentContext {
  const segment::SegmentReader* reader = nullptr;
  std::uint32_t first_document = 0;  ///< number of its document 0 in the index
};

class ScoreCollector {
 public:
  virtual ~ScoreCollector() = default;

  virtual Status start_segment(const SegmentContext& context) = 0;

  /// Takes documents of the segment: in ascending order, unless it is block by block as
  /// impact_ordered() shows them. Each has all of its score.
  virtual void collect(const ScoredBatch& batch) = 0;

  /// The least score that a document behind those collected so far needs (threshold, or minimum
  /// competitive score). It never falls.
  [[nodiscard]] Score threshold() const noexcept { return threshold_; }
  /// The same for a document that may be in front of some of them, where a tie can still matter.
  [[nodiscard]] Score threshold_in_any_order() const noexcept {
    return threshold_ == 0 ? 0 : threshold_ - 1;
  }
  /// The least score so far of a document that can still get `more`.
  [[nodiscard]] Score threshold_less(std::uint64_t more) const noexcept {
    return threshold_ > more ? threshold_ - static_cast<Score>(more) : 0;
  }
  /// No document is wanted at all.
  [[nodiscard]] bool is_full() const noexcept {
    return threshold_ == std::numeric_limits<Score>::max();
  }
  /// After how many further documents the threshold can rise [1, ScoredBatch::kCapacity].
  [[nodiscard]] std::size_t room() const noexcept { return room_; }

  /// Of documents with a lower score, the wanted number of better ones is known from elsewhere.
  void raise_threshold(Score least) noexcept { threshold_ = std::max(threshold_, least); }
  /// The same by what other threads have seen. Their documents may be behind those that follow
  /// here, so that an equal score is still good enough.
  void refresh_threshold() noexcept {
    if (shared_ != nullptr) raise_threshold(shared_->get());
  }

  /// Of a collector of the k best by score: k. Then documents that another query finds with less
  /// than their score may tell a threshold beforehand. 0: of another kind.
  [[nodiscard]] virtual std::size_t best_count() const noexcept { return 0; }

  /// An empty collector of the same kind, for another thread; this one must outlive it.
  [[nodiscard]] virtual std::unique_ptr<ScoreCollector> fork() = 0;
  /// Takes over what a fork has collected. REQUIRES other from fork().
  virtual void merge(ScoreCollector& other) = 0;

 protected:
  Score threshold_ = 0;
  std::size_t room_ = ScoredBatch::kCapacity;
  SharedThreshold* shared_ = nullptr;
};

/// Documents in a row that are shown at a time: enough to pay for what a window costs by itself,
/// few enough for the first cache.
inline constexpr std::uint32_t kMatchWindowDocs = 16384;
using MatchWindow = Bitset<kMatchWindowDocs>;

class MatchCollector {
 public:
  virtual ~MatchCollector() = default;

  virtual Status start_segment(const SegmentContext&) { return {}; }

  /// Whether the documents are wanted. If not, collect_count() may be called instead of collect().
  [[nodiscard]] virtual bool needs_documents() const noexcept { return true; }
  /// @param begin   the document of the segment that has the first bit; a multiple of 64
  /// @param window  a bit for each document that matches
  virtual void collect(std::uint32_t begin, const MatchWindow& window) = 0;
  /// So many documents match. Modulo 2^64: parts of one segment that several threads count add up.
  virtual void collect_count(std::uint64_t) {}

  [[nodiscard]] virtual std::unique_ptr<MatchCollector> fork() = 0;
  /// REQUIRES other from fork().
  virtual void merge(MatchCollector& other) = 0;
};

/// What a search fills: one of the two or both.
struct Collectors {
  ScoreCollector* scores = nullptr;
  MatchCollector* matches = nullptr;
};

}  // namespace newsidx::search
