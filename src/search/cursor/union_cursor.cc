#include "search/cursor/union_cursor.h"

#include <algorithm>
#include <array>
#include <bit>

#include "search/bulk/bitset.h"

namespace newsidx::search {
namespace {

constexpr std::uint32_t kFirstWindowDocs = 64;
// Going on by no more than this counts as dense iteration.
constexpr std::uint32_t kStep = 64;

}  // namespace

struct UnionCursor::Window {
  std::uint32_t begin = 0;
  Score best = 0;
  Bitset<kWindowDocs> present;
  std::array<Score, kWindowDocs> scores;  // of those that are present
  ScoredBatch batch;                      // of a part

  [[nodiscard]] Score score(std::uint32_t doc) const noexcept { return scores[doc - begin]; }
};

UnionCursor::UnionCursor(Cursors parts, Combine combine)
    : parts_(std::move(parts)), combine_(combine) {
  for (const CursorPtr& part : parts_) {
    cost_ += part->cost();
    waiting_.push_back({part->doc(), part.get()});
  }
  go_to_parts(0);
}

UnionCursor::~UnionCursor() = default;

// Moves all parts to the target. REQUIRES that nothing before it is in the window.
void UnionCursor::go_to_parts(std::uint32_t target) {
  doc_ = kNoMoreDocs;
  std::erase_if(waiting_, [&](Waiting& waiting) {
    if (waiting.doc < target) {
      waiting.part->next_geq(target);
      waiting.doc = waiting.part->doc();
    }
    doc_ = std::min(doc_, waiting.doc);
    return waiting.doc == kNoMoreDocs;
  });
}

void UnionCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  const bool leaps = target - doc_ > kStep;
  if (is_in_window()) {
    visit_window(target, [](std::uint32_t, Score) {});
    if (doc_ >= target) return;
  }
  go_to_parts(target);
  if (leaps) {
    window_docs_ = 0;
  } else if (wants_scores_ && doc_ != kNoMoreDocs) {
    fill_window();
  }
}

// Takes the parts' postings from doc() on. After a fault doc() may be elsewhere.
void UnionCursor::fill_window() {
  if (!window_) window_ = std::make_unique_for_overwrite<Window>();
  wants_scores_ = false;
  window_docs_ = std::clamp(window_docs_ * 2, kFirstWindowDocs, kWindowDocs);
  window_->begin = doc_;
  window_->best = 0;
  window_->present.clear();
  window_end_ = doc_ + window_docs_;
  std::erase_if(waiting_, [&](Waiting& waiting) {
    if (waiting.doc < window_end_) take_all(waiting);
    return waiting.doc == kNoMoreDocs;
  });
  // Where the part that stood here was ended by a fault.
  if (!window_->present.has(0)) visit_window(doc_ + 1, [](std::uint32_t, Score) {});
}

// Takes what a part has in the window.
void UnionCursor::take_all(Waiting& waiting) {
  Window& window = *window_;
  ScoredBatch& batch = window.batch;
  while (waiting.part->doc() < window_end_) {
    waiting.part->next_batch(window_end_, batch);
    for (std::size_t i = 0; i < batch.size; ++i) {
      const std::uint32_t index = batch.docs[i] - window.begin;
      Score& score = window.scores[index];
      score = window.present.has(index) ? combined(score, batch.scores[i]) : batch.scores[i];
      window.present.set(index);
      window.best = std::max(window.best, score);
    }
  }
  waiting.doc = waiting.part->doc();
}

// Calls visit(doc, score) for the window's documents from doc() to below `end`, and goes behind
// them: in the window, or to the first document of the parts. REQUIRES is_in_window().
template <class Visit>
void UnionCursor::visit_window(std::uint32_t end, Visit visit) {
  const Window& window = *window_;
  std::uint32_t index = doc_ - window.begin;
  std::uint64_t bits = window.present.words[index / 64] & ~std::uint64_t{0} << (index % 64);
  for (std::uint32_t word = index / 64;;) {
    for (; bits != 0; bits &= bits - 1) {
      index = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      doc_ = window.begin + index;
      if (doc_ >= end) return;
      visit(doc_, window.scores[index]);
    }
    if (++word * 64 >= window_docs_) break;
    bits = window.present.words[word];
  }
  go_to_parts(window_end_);
}

Score UnionCursor::score() {
  wants_scores_ = true;
  if (is_in_window()) return window_->score(doc_);
  Score score = 0;
  for (const Waiting& waiting : waiting_) {
    if (waiting.doc == doc_) score = combined(score, waiting.part->score());
  }
  return score;
}

Score UnionCursor::max_score(std::uint32_t begin, std::uint32_t end) {
  Score bound = 0;
  for (const Waiting& waiting : waiting_) {
    if (waiting.doc < end) bound = combined(bound, waiting.part->max_score(begin, end));
  }
  return is_in_window() && doc_ < end ? std::max(bound, window_->best) : bound;
}

void UnionCursor::next_batch(std::uint32_t end, ScoredBatch& batch) {
  batch.size = 0;
  if (doc_ >= end) return;
  if (!is_in_window()) fill_window();
  if (!is_in_window()) return;
  const std::uint32_t stop = std::min(end, doc_ + static_cast<std::uint32_t>(batch.kCapacity));
  visit_window(stop, [&batch](std::uint32_t doc, Score score) { batch.push(doc, score); });
}

void UnionCursor::accumulate(std::uint32_t end, ScoreWindow& window) {
  while (doc_ < end) {
    if (!is_in_window()) fill_window();
    if (!is_in_window()) continue;
    visit_window(end, [&window](std::uint32_t doc, Score score) { window.add(doc, score); });
  }
}

bool UnionCursor::fills_bitset_fast() const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const CursorPtr& part) { return part->fills_bitset_fast(); });
}

void UnionCursor::fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) {
  if (is_in_window()) {
    visit_window(end, [&](std::uint32_t doc, Score) {
      words[(doc - begin) / 64] |= std::uint64_t{1} << ((doc - begin) % 64);
    });
    if (doc_ >= end) return;
  }
  for (Waiting& waiting : waiting_) {
    if (waiting.doc < end) waiting.part->fill_bitset(begin, end, words);
    waiting.doc = waiting.part->doc();
  }
  go_to_parts(end);
}

}  // namespace newsidx::search
