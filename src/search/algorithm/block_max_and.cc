#include "search/algorithm/block_max_and.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/status_macros.h"
#include "search/algorithm/gather.h"
#include "search/bulk/score_window.h"
#include "search/cursor/conjunction_cursor.h"

namespace newsidx::search {
namespace {

class BlockMaxAnd {
 public:
  BlockMaxAnd(Cursors must, Cursors should, Cursors must_not, const Scan& scan,
              ScoreCollector& scores)
      : must_(std::move(must)),
        should_(std::move(should)),
        excluded_(std::move(must_not), scan),
        scan_(scan),
        scores_(scores) {
    sort_by_cost(must_);
  }

  Status run() {
    Cursor& lead = *must_[0];
    for (std::uint32_t begin = lead.doc(); begin < scan_.range.end;) {
      if (scan_.is_interrupted()) return cancelled_error();
      scores_.refresh_threshold();
      begin = rank_block(begin, std::min(lead.block_end(begin), scan_.range.end));
    }
    NEWSIDX_RETURN_IF_ERROR(first_fault(must_));
    NEWSIDX_RETURN_IF_ERROR(first_fault(should_));
    return excluded_.status();
  }

 private:
  // A clause in the order in which it is asked for documents.
  struct Link {
    Cursor* cursor;
    Occur occur;
    Score max_score;         // in the block
    std::uint64_t rest = 0;  // bounds of this clause and all behind it
  };

  // @return where to go on: at `end` or, where nothing can match, further on
  std::uint32_t rank_block(std::uint32_t begin, std::uint32_t end) {
    chain_.clear();
    std::uint64_t must_bound = 0;
    for (const CursorPtr& part : must_) {
      if (part->doc() >= end) return part->doc();
      chain_.push_back({part.get(), Occur::must, part->max_score(begin, end)});
      must_bound += chain_.back().max_score;
    }
    if (must_bound < scores_.threshold()) {
      return rank_with_should(must_bound, begin, end);
    }
    for (const CursorPtr& part : should_) {
      if (part->doc() >= end) continue;
      chain_.push_back({part.get(), Occur::should, part->max_score(begin, end)});
    }
    rank_chain(begin, end);
    return end;
  }

  // Where what must match does not suffice, a document needs at least one of the optional clauses
  // with the largest bounds: those that the others cannot make up for. These are essential.
  std::uint32_t rank_with_should(std::uint64_t must_bound, std::uint32_t begin, std::uint32_t end) {
    essential_.clear();
    std::uint64_t bound = must_bound;
    for (const CursorPtr& part : should_) {
      if (part->doc() >= end) continue;
      essential_.push_back({part.get(), Occur::should, part->max_score(begin, end)});
      bound += essential_.back().max_score;
    }
    if (bound < scores_.threshold()) return end;
    std::sort(essential_.begin(), essential_.end(),
              [](const Link& a, const Link& b) { return a.max_score > b.max_score; });
    std::size_t count = essential_.size();
    for (bound = must_bound; bound + essential_[count - 1].max_score < scores_.threshold();) {
      bound += essential_[--count].max_score;
    }
    chain_.insert(chain_.end(), essential_.begin() + static_cast<std::ptrdiff_t>(count),
                  essential_.end());
    essential_.resize(count);

    std::uint32_t first = kNoMoreDocs;
    std::uint64_t cost = 0;
    for (const Link& link : essential_) {
      link.cursor->next_geq(begin);
      first = std::min(first, link.cursor->doc());
      cost += link.cursor->cost();
    }
    if (first >= end) return end;  // not further: behind it what must match may suffice
    const auto must_count = static_cast<std::ptrdiff_t>(must_.size());
    const bool is_cheaper = cost < must_[0]->cost();
    if (essential_.size() > 1 && is_cheaper) {
      end = std::min(end, first + kWindowDocs);
      rank_essential(first, end);
      return end;
    }
    if (essential_.size() == 1) {
      essential_[0].occur = Occur::must;
      chain_.insert(is_cheaper ? chain_.begin() : chain_.begin() + must_count, essential_[0]);
    } else {
      chain_.insert(chain_.begin() + must_count, essential_.begin(), essential_.end());
    }
    rank_chain(begin, end);
    return end;
  }

  // Documents of the first link are completed by the others.
  void rank_chain(std::uint32_t begin, std::uint32_t end) {
    sum_rests();
    Cursor& first = *chain_[0].cursor;
    first.next_geq(begin);
    while (first.doc() < end) {
      excluded_.next_batch(first, end, batch_);
      rank_batch(1);
    }
  }

  // Documents of any essential clause are completed by the chain.
  void rank_essential(std::uint32_t begin, std::uint32_t end) {
    sum_rests();
    if (!window_) window_.emplace();
    window_->start(begin);
    for (const Link& link : essential_) link.cursor->accumulate(end, *window_);
    window_->drain(scores_.threshold_less(chain_[0].rest), batch_, [this] { rank_batch(0); });
  }

  void sum_rests() {
    std::uint64_t rest = 0;
    for (std::size_t i = chain_.size(); i-- > 0;) chain_[i].rest = rest += chain_[i].max_score;
  }

  // Adds link after link, from this one on, to the documents that can still reach the threshold.
  void rank_batch(std::size_t from) {
    batch_.keep_from(scores_.threshold_less(from < chain_.size() ? chain_[from].rest : 0));
    excluded_.drop_dense(batch_);
    for (std::size_t i = from; i < chain_.size(); ++i) {
      if (i > from) batch_.keep_from(scores_.threshold_less(chain_[i].rest));
      if (batch_.size == 0) return;
      chain_[i].cursor->add_scores(batch_, chain_[i].occur);
    }
    collect_allowed(batch_, excluded_, scores_);
  }

  Cursors must_;  // the rarest in front
  Cursors should_;
  Exclusion excluded_;
  const Scan& scan_;
  ScoreCollector& scores_;
  std::vector<Link> chain_;
  std::vector<Link> essential_;  // of the optional clauses, where a document needs one of them
  ScoredBatch batch_;
  std::optional<ScoreWindow> window_;  // made when it is needed: it is large
};

}  // namespace

Status block_max_and(Cursors must, Cursors should, Cursors must_not, const Scan& scan,
                     ScoreCollector& scores) {
  return BlockMaxAnd(std::move(must), std::move(should), std::move(must_not), scan, scores).run();
}

}  // namespace newsidx::search
