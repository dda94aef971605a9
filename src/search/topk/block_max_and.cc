#include <algorithm>
#include <optional>

#include "base/try.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/topk/top_k.h"

namespace newsidx::search {
namespace {

class BlockMaxAnd {
 public:
  BlockMaxAnd(Cursors required, Cursors optional, Cursors excluded, std::uint32_t end, TopDocs& top)
      : required_(std::move(required)),
        optional_(std::move(optional)),
        excluded_(std::move(excluded)),
        end_(end),
        top_(top) {
    sort_by_cost(required_);
  }

  Status run(const Interrupt& interrupt) {
    Cursor& lead = *required_[0];
    for (std::uint32_t begin = lead.doc(); begin < end_;) {
      if (interrupt.requested()) return interrupted();
      top_.refresh();
      begin = rank_stretch(begin, std::min(lead.block_end(begin), end_));
    }
    for (const Cursors* parts : {&required_, &optional_, &excluded_}) {
      NEWSIDX_RETURN_IF_ERROR(first_fault(*parts));
    }
    return {};
  }

 private:
  // A part in the order in which it is asked for documents.
  struct Link {
    Cursor* cursor;
    Occur occur;
    Score bound;             // in the stretch
    std::uint64_t rest = 0;  // bounds of this part and all behind it
  };

  // @return where to go on: at `end` or, where nothing can match, further on
  std::uint32_t rank_stretch(std::uint32_t begin, std::uint32_t end) {
    chain_.clear();
    std::uint64_t required_bound = 0;
    for (const CursorPtr& part : required_) {
      if (part->doc() >= end) return part->doc();
      chain_.push_back({part.get(), Occur::required, part->bound(begin, end)});
      required_bound += chain_.back().bound;
    }
    if (required_bound < top_.entry_score()) {
      return rank_with_optional(required_bound, begin, end);
    }
    for (const CursorPtr& part : optional_) {
      if (part->doc() >= end) continue;
      chain_.push_back({part.get(), Occur::optional, part->bound(begin, end)});
    }
    rank_chain(begin, end);
    return end;
  }

  // Where the required parts do not suffice, a document needs at least one of the optional parts
  // with the largest bounds: those that the others cannot make up for. These are essential.
  std::uint32_t rank_with_optional(std::uint64_t required_bound, std::uint32_t begin,
                                   std::uint32_t end) {
    essential_.clear();
    std::uint64_t bound = required_bound;
    for (const CursorPtr& part : optional_) {
      if (part->doc() >= end) continue;
      essential_.push_back({part.get(), Occur::optional, part->bound(begin, end)});
      bound += essential_.back().bound;
    }
    if (bound < top_.entry_score()) return end;
    std::sort(essential_.begin(), essential_.end(),
              [](const Link& a, const Link& b) { return a.bound > b.bound; });
    std::size_t count = essential_.size();
    for (bound = required_bound; bound + essential_[count - 1].bound < top_.entry_score();) {
      bound += essential_[--count].bound;
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
    if (first >= end) return end;  // not further: behind it the required parts may suffice
    const auto required_count = static_cast<std::ptrdiff_t>(required_.size());
    const bool is_cheaper = cost < required_[0]->cost();
    if (essential_.size() > 1 && is_cheaper) {
      end = std::min(end, first + kWindowDocs);
      rank_essential(first, end);
      return end;
    }
    if (essential_.size() == 1) {
      essential_[0].occur = Occur::required;
      chain_.insert(is_cheaper ? chain_.begin() : chain_.begin() + required_count, essential_[0]);
    } else {
      chain_.insert(chain_.begin() + required_count, essential_.begin(), essential_.end());
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
      first.take_batch(end, batch_);
      rank_batch(1);
    }
  }

  // Documents of any essential part are completed by the chain.
  void rank_essential(std::uint32_t begin, std::uint32_t end) {
    sum_rests();
    if (!window_) window_.emplace();
    window_->start(begin);
    for (const Link& link : essential_) link.cursor->accumulate(end, *window_);
    window_->drain(top_.least_with(chain_[0].rest), batch_, [this] { rank_batch(0); });
  }

  void sum_rests() {
    std::uint64_t rest = 0;
    for (std::size_t i = chain_.size(); i-- > 0;) chain_[i].rest = rest += chain_[i].bound;
  }

  // Adds link after link, from this one on, to the documents that can still enter.
  void rank_batch(std::size_t from) {
    for (std::size_t i = from; i < chain_.size(); ++i) {
      batch_.keep_from(top_.least_with(chain_[i].rest));
      if (batch_.size == 0) return;
      chain_[i].cursor->complete(batch_, chain_[i].occur);
    }
    insert_all(batch_, excluded_, top_);
  }

  Cursors required_;  // the rarest in front
  Cursors optional_;
  Cursors excluded_;
  std::uint32_t end_;
  TopDocs& top_;
  std::vector<Link> chain_;
  std::vector<Link> essential_;  // of the optional parts, where a document needs one to enter
  ScoredBatch batch_;
  std::optional<ScoreWindow> window_;  // made when it is needed: it is large
};

}  // namespace

Status rank_by_block_max_and(Cursors required, Cursors optional, Cursors excluded,
                             std::uint32_t end, const Interrupt& interrupt, TopDocs& top) {
  return BlockMaxAnd(std::move(required), std::move(optional), std::move(excluded), end, top)
      .run(interrupt);
}

}  // namespace newsidx::search
