#include "search/cursor/union_cursor.h"

#include <algorithm>

namespace newsidx::search {
namespace {

constexpr auto later = [](const Cursor* a, const Cursor* b) { return a->doc() > b->doc(); };

}  // namespace

UnionCursor::UnionCursor(Cursors parts, Combine combine)
    : parts_(std::move(parts)), combine_(combine) {
  for (const CursorPtr& part : parts_) {
    cost_ += part->cost();
    if (part->doc() != kNoMoreDocs) waiting_.push_back(part.get());
  }
  std::make_heap(waiting_.begin(), waiting_.end(), later);
  gather();
}

// Marking goes from window to window, with no need of an order among the parts; who goes on from
// document to document brings it about.
void UnionCursor::settle() {
  if (is_settled_) return;
  is_settled_ = true;
  std::make_heap(waiting_.begin(), waiting_.end(), later);
  gather();
}

// Takes the parts with the least document off the heap.
void UnionCursor::gather() {
  current_.clear();
  doc_ = waiting_.empty() ? kNoMoreDocs : waiting_.front()->doc();
  while (!waiting_.empty() && waiting_.front()->doc() == doc_) {
    std::pop_heap(waiting_.begin(), waiting_.end(), later);
    current_.push_back(waiting_.back());
    waiting_.pop_back();
  }
}

// Puts a part that is off the heap back on it, further on.
void UnionCursor::advance(Cursor& part, std::uint32_t target) {
  part.next_geq(target);
  if (part.doc() == kNoMoreDocs) return;
  waiting_.push_back(&part);
  std::push_heap(waiting_.begin(), waiting_.end(), later);
}

void UnionCursor::next() {
  settle();
  for (Cursor* part : current_) advance(*part, doc_ + 1);
  gather();
}

void UnionCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  settle();
  for (Cursor* part : current_) advance(*part, target);
  while (!waiting_.empty() && waiting_.front()->doc() < target) {
    std::pop_heap(waiting_.begin(), waiting_.end(), later);
    Cursor& part = *waiting_.back();
    waiting_.pop_back();
    advance(part, target);
  }
  gather();
}

Score UnionCursor::score() {
  settle();
  Score score = 0;
  for (Cursor* part : current_) {
    const Score other = part->score();
    score = combine_ == Combine::sum ? score + other : std::max(score, other);
  }
  return score;
}

Score UnionCursor::bound(std::uint32_t begin, std::uint32_t end) {
  Score bound = 0;
  for (const CursorPtr& part : parts_) {
    if (part->doc() >= end) continue;
    const Score other = part->bound(begin, end);
    bound = combine_ == Combine::sum ? bound + other : std::max(bound, other);
  }
  return bound;
}

bool UnionCursor::marks_fast() const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const CursorPtr& part) { return part->marks_fast(); });
}

void UnionCursor::mark(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) {
  waiting_.insert(waiting_.end(), current_.begin(), current_.end());
  current_.clear();
  is_settled_ = false;
  doc_ = kNoMoreDocs;
  std::erase_if(waiting_, [&](Cursor* part) {
    if (part->doc() < end) part->mark(begin, end, words);
    doc_ = std::min(doc_, part->doc());
    return part->doc() == kNoMoreDocs;
  });
}

}  // namespace newsidx::search
