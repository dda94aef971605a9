#include "search/algorithm/block_max_maxscore.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/status_macros.h"
#include "search/algorithm/gather.h"
#include "search/bulk/score_window.h"

namespace newsidx::search {
namespace {

// The first windows are small: they give a threshold early.
constexpr std::uint32_t kFirstWindowDocs = 256;

class BlockMaxMaxScore {
 public:
  BlockMaxMaxScore(Cursors should, Cursors must_not, const Scan& scan, ScoreCollector& scores)
      : should_(std::move(should)),
        excluded_(std::move(must_not), scan),
        scan_(scan),
        scores_(scores) {}

  Status run() {
    std::uint32_t size = kFirstWindowDocs;
    for (std::uint32_t begin = first_doc(0); begin < scan_.range.end;) {
      if (scan_.is_interrupted()) return cancelled_error();
      scores_.refresh_threshold();
      const std::uint32_t end = std::min(begin + size, scan_.range.end);
      if (choose_essential(begin, end)) rank_window(begin, end);
      size = std::min(size * 2, kWindowDocs);
      begin = first_doc(end);
    }
    NEWSIDX_RETURN_IF_ERROR(first_fault(should_));
    return excluded_.status();
  }

 private:
  struct Clause {
    Cursor* cursor;
    Score max_score;    // in the window
    std::uint64_t sum;  // of the bounds up to and with this one
  };

  // The least document at or behind `from` that a clause may have. Clauses that pruning left behind
  // stand before `from`: what they have from there on is not known.
  [[nodiscard]] std::uint32_t first_doc(std::uint32_t from) const {
    std::uint32_t first = kNoMoreDocs;
    for (const CursorPtr& cursor : should_) {
      if (cursor->doc() != kNoMoreDocs) first = std::min(first, std::max(from, cursor->doc()));
    }
    return first;
  }

  // Sorts the clauses of the window by their bounds. Those in front whose bounds add up to less
  // than the threshold are not essential: a document that has no other clause cannot reach it.
  // @return false when no document of the window can
  bool choose_essential(std::uint32_t begin, std::uint32_t end) {
    window_clauses_.clear();
    for (const CursorPtr& cursor : should_) {
      if (cursor->doc() >= end) continue;
      window_clauses_.push_back({cursor.get(), cursor->max_score(begin, end), 0});
    }
    std::sort(window_clauses_.begin(), window_clauses_.end(),
              [](const Clause& a, const Clause& b) { return a.max_score < b.max_score; });
    std::uint64_t sum = 0;
    for (Clause& clause : window_clauses_) clause.sum = sum += clause.max_score;
    essential_ = 0;
    while (essential_ < window_clauses_.size() &&
           window_clauses_[essential_].sum < scores_.threshold()) {
      ++essential_;
    }
    return essential_ < window_clauses_.size();
  }

  void rank_window(std::uint32_t begin, std::uint32_t end) {
    for (std::size_t i = essential_; i < window_clauses_.size(); ++i) {
      window_clauses_[i].cursor->next_geq(begin);
    }
    if (essential_ + 1 == window_clauses_.size()) {
      rank_one_essential(end);
    } else {
      rank_all_essential(begin, end);
    }
  }

  // Block by block of the only essential clause, whose own bounds are closer than the window's.
  void rank_one_essential(std::uint32_t end) {
    Cursor& cursor = *window_clauses_[essential_].cursor;
    while (cursor.doc() < end) {
      const std::uint32_t block_end = std::min(cursor.block_end(cursor.doc()), end);
      if (cursor.max_score(cursor.doc(), block_end) < least_of_essential()) {
        cursor.next_geq(block_end);
        continue;
      }
      excluded_.next_batch(cursor, block_end, batch_);
      rank_batch();
    }
  }

  void rank_all_essential(std::uint32_t begin, std::uint32_t end) {
    if (!window_) window_.emplace();
    window_->start(begin);
    for (std::size_t i = essential_; i < window_clauses_.size(); ++i) {
      window_clauses_[i].cursor->accumulate(end, *window_);
    }
    window_->drain(least_of_essential(), batch_, [this] { rank_batch(); });
  }

  // Completes the scores with the non-essential clauses, the one with the largest bound first.
  void rank_batch() {
    batch_.keep_from(least_of_essential());
    excluded_.drop_dense(batch_);
    for (std::size_t i = essential_; i-- > 0;) {
      batch_.keep_from(scores_.threshold_less(window_clauses_[i].sum));
      if (batch_.size == 0) return;
      window_clauses_[i].cursor->add_scores(batch_, Occur::should);
    }
    collect_allowed(batch_, excluded_, scores_);
  }

  // What the essential clauses must add up to, for the others cannot make up for less.
  [[nodiscard]] Score least_of_essential() const {
    return scores_.threshold_less(essential_ == 0 ? 0 : window_clauses_[essential_ - 1].sum);
  }

  Cursors should_;
  Exclusion excluded_;
  const Scan& scan_;
  ScoreCollector& scores_;
  std::vector<Clause> window_clauses_;
  std::size_t essential_ = 0;          // the first essential one
  std::optional<ScoreWindow> window_;  // made when it is needed: it is large
  ScoredBatch batch_;
};

}  // namespace

Status block_max_maxscore(Cursors should, Cursors must_not, const Scan& scan,
                          ScoreCollector& scores) {
  return BlockMaxMaxScore(std::move(should), std::move(must_not), scan, scores).run();
}

}  // namespace newsidx::search
