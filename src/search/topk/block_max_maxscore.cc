#include <algorithm>
#include <optional>

#include "base/try.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/topk/top_k.h"

namespace newsidx::search {
namespace {

// The first windows are small: they give a threshold early.
constexpr std::uint32_t kFirstWindowDocs = 256;

class BlockMaxMaxScore {
 public:
  BlockMaxMaxScore(Cursors parts, Cursors excluded, std::uint32_t end, TopDocs& top)
      : parts_(std::move(parts)), excluded_(std::move(excluded)), end_(end), top_(top) {}

  Status run(const Interrupt& interrupt) {
    std::uint32_t size = kFirstWindowDocs;
    for (std::uint32_t begin = first_doc(0); begin < end_;) {
      if (interrupt.requested()) return interrupted();
      top_.refresh();
      const std::uint32_t end = std::min(begin + size, end_);
      if (choose_essential(begin, end)) rank_window(begin, end);
      size = std::min(size * 2, kWindowDocs);
      begin = first_doc(end);
    }
    NEWSIDX_RETURN_IF_ERROR(first_fault(parts_));
    return first_fault(excluded_);
  }

 private:
  struct Part {
    Cursor* cursor;
    Score bound;        // in the window
    std::uint64_t sum;  // of the bounds up to and with this one
  };

  // The least document at or behind `from` that a part may have. Parts that pruning left behind
  // stand before `from`: what they have from there on is not known.
  [[nodiscard]] std::uint32_t first_doc(std::uint32_t from) const {
    std::uint32_t first = kNoMoreDocs;
    for (const CursorPtr& part : parts_) {
      if (part->doc() != kNoMoreDocs) first = std::min(first, std::max(from, part->doc()));
    }
    return first;
  }

  // Sorts the parts of the window by their bounds. Those in front whose bounds add up to less than
  // the entry score are not essential: a document that has no other part cannot enter.
  // @return false when no document of the window can
  bool choose_essential(std::uint32_t begin, std::uint32_t end) {
    window_parts_.clear();
    for (const CursorPtr& part : parts_) {
      if (part->doc() >= end) continue;
      const Score bound = part->bound(begin, end);
      window_parts_.push_back({part.get(), bound, 0});
    }
    std::sort(window_parts_.begin(), window_parts_.end(),
              [](const Part& a, const Part& b) { return a.bound < b.bound; });
    std::uint64_t sum = 0;
    for (Part& part : window_parts_) part.sum = sum += part.bound;
    essential_ = 0;
    while (essential_ < window_parts_.size() &&
           window_parts_[essential_].sum < top_.entry_score()) {
      ++essential_;
    }
    return essential_ < window_parts_.size();
  }

  void rank_window(std::uint32_t begin, std::uint32_t end) {
    for (std::size_t i = essential_; i < window_parts_.size(); ++i) {
      window_parts_[i].cursor->next_geq(begin);
    }
    if (essential_ + 1 == window_parts_.size()) {
      rank_one_essential(end);
    } else {
      rank_all_essential(begin, end);
    }
  }

  // Block by block of the only essential part, whose own bounds are closer than the window's.
  void rank_one_essential(std::uint32_t end) {
    Cursor& cursor = *window_parts_[essential_].cursor;
    while (cursor.doc() < end) {
      const std::uint32_t block_end = std::min(cursor.block_end(cursor.doc()), end);
      if (cursor.bound(cursor.doc(), block_end) < least_of_essential()) {
        cursor.next_geq(block_end);
        continue;
      }
      cursor.take_batch(block_end, batch_);
      rank_batch();
    }
  }

  void rank_all_essential(std::uint32_t begin, std::uint32_t end) {
    if (!window_) window_.emplace();
    window_->start(begin);
    for (std::size_t i = essential_; i < window_parts_.size(); ++i) {
      window_parts_[i].cursor->accumulate(end, *window_);
    }
    window_->drain(least_of_essential(), batch_, [this] { rank_batch(); });
  }

  // Completes the scores with the non-essential parts, the one with the largest bound first.
  void rank_batch() {
    for (std::size_t i = essential_; i-- > 0;) {
      batch_.keep_from(top_.least_with(window_parts_[i].sum));
      if (batch_.size == 0) return;
      window_parts_[i].cursor->complete(batch_, Occur::optional);
    }
    insert_all(batch_, excluded_, top_);
  }

  // What the essential parts must add up to, for the others cannot make up for less.
  [[nodiscard]] Score least_of_essential() const {
    return top_.least_with(essential_ == 0 ? 0 : window_parts_[essential_ - 1].sum);
  }

  Cursors parts_;
  Cursors excluded_;
  std::uint32_t end_;
  TopDocs& top_;
  std::vector<Part> window_parts_;
  std::size_t essential_ = 0;          // the first essential one
  std::optional<ScoreWindow> window_;  // made when it is needed: it is large
  ScoredBatch batch_;
};

}  // namespace

Status rank_by_block_max_maxscore(Cursors parts, Cursors excluded, std::uint32_t end,
                                  const Interrupt& interrupt, TopDocs& top) {
  return BlockMaxMaxScore(std::move(parts), std::move(excluded), end, top).run(interrupt);
}

}  // namespace newsidx::search
