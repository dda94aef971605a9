#include "search/cursor/conjunction_cursor.h"

#include <algorithm>

#include "search/cursor/leapfrog.h"

namespace newsidx::search {

bool any_has(const Cursors& parts, std::uint32_t doc) {
  return std::any_of(parts.begin(), parts.end(), [doc](const CursorPtr& part) {
    part->next_geq(doc);
    return part->doc() == doc;
  });
}

void sort_by_cost(Cursors& parts) {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const CursorPtr& a, const CursorPtr& b) { return a->cost() < b->cost(); });
}

ConjunctionCursor::ConjunctionCursor(Cursors must, Cursors should, Cursors must_not,
                                     std::uint32_t end, PacedCancellation* pace)
    : must_(std::move(must)),
      should_(std::move(should)),
      must_not_(std::move(must_not)),
      end_(end),
      pace_(pace) {
  sort_by_cost(must_);
  settle();
}

// From where the front part stands to the next document that matches.
void ConjunctionCursor::settle() {
  while ((doc_ = leapfrog(must_, end_, pace_)) != kNoMoreDocs && any_has(must_not_, doc_)) {
    must_[0]->next();
  }
}

void ConjunctionCursor::next() {
  must_[0]->next();
  settle();
}

void ConjunctionCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  must_[0]->next_geq(target);
  settle();
}

Score ConjunctionCursor::score() {
  Score score = 0;
  for (const CursorPtr& part : must_) score += part->score();
  for (const CursorPtr& part : should_) {
    part->next_geq(doc_);
    if (part->doc() == doc_) score += part->score();
  }
  return score;
}

Score ConjunctionCursor::max_score(std::uint32_t begin, std::uint32_t end) {
  Score bound = 0;
  for (const CursorPtr& part : must_) bound += part->max_score(begin, end);
  for (const CursorPtr& part : should_) {
    if (part->doc() < end) bound += part->max_score(begin, end);
  }
  return bound;
}

Status ConjunctionCursor::status() const {
  if (pace_ != nullptr && pace_->is_over()) return cancelled_error();
  for (const Cursors* parts : {&must_, &should_, &must_not_}) {
    Status status = first_fault(*parts);
    if (!status) return status;
  }
  return {};
}

}  // namespace newsidx::search
