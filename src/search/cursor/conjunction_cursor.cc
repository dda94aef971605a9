#include "search/cursor/conjunction_cursor.h"

#include <algorithm>

#include "search/cursor/align.h"

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

ConjunctionCursor::ConjunctionCursor(Cursors required, Cursors optional, Cursors excluded,
                                     std::uint32_t end, PacedInterrupt* pace)
    : required_(std::move(required)),
      optional_(std::move(optional)),
      excluded_(std::move(excluded)),
      end_(end),
      pace_(pace) {
  sort_by_cost(required_);
  settle();
}

// From where the front part stands to the next document that matches.
void ConjunctionCursor::settle() {
  while ((doc_ = align(required_, end_, pace_)) != kNoMoreDocs && any_has(excluded_, doc_)) {
    required_[0]->next();
  }
}

void ConjunctionCursor::next() {
  required_[0]->next();
  settle();
}

void ConjunctionCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  required_[0]->next_geq(target);
  settle();
}

Score ConjunctionCursor::score() {
  Score score = 0;
  for (const CursorPtr& part : required_) score += part->score();
  for (const CursorPtr& part : optional_) {
    part->next_geq(doc_);
    if (part->doc() == doc_) score += part->score();
  }
  return score;
}

Score ConjunctionCursor::bound(std::uint32_t begin, std::uint32_t end) {
  Score bound = 0;
  for (const CursorPtr& part : required_) bound += part->bound(begin, end);
  for (const CursorPtr& part : optional_) {
    if (part->doc() < end) bound += part->bound(begin, end);
  }
  return bound;
}

Status ConjunctionCursor::status() const {
  if (pace_ != nullptr && pace_->is_over()) return interrupted();
  for (const Cursors* parts : {&required_, &optional_, &excluded_}) {
    Status status = first_fault(*parts);
    if (!status) return status;
  }
  return {};
}

}  // namespace newsidx::search
