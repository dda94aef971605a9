#include "search/phrase/positions_cursor.h"

#include <algorithm>

#include "search/cursor/leapfrog.h"

namespace newsidx::search {

using segment::kNoMoreDocs;

namespace {

Status first_fault_of(const std::vector<PositionsCursorPtr>& parts) {
  for (const PositionsCursorPtr& part : parts) {
    Status status = part->status();
    if (!status) return status;
  }
  return {};
}

}  // namespace

void extend(const std::vector<Occurrence>& chain, const std::vector<Occurrence>& part,
            std::vector<Occurrence>& longer) {
  longer.clear();
  auto next = part.begin();
  for (const Occurrence& link : chain) {
    while (next != part.begin() && (next - 1)->position >= link.end()) --next;
    while (next != part.end() && next->position < link.end()) ++next;
    for (auto at = next; at != part.end() && at->position == link.end(); ++at) {
      longer.push_back({link.position, at->end() - link.position});
    }
  }
}

PositionUnion::PositionUnion(std::vector<PositionsCursorPtr> parts) : parts_(std::move(parts)) {
  for (const PositionsCursorPtr& part : parts_) doc_ = std::min(doc_, part->doc());
}

void PositionUnion::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  doc_ = kNoMoreDocs;
  for (const PositionsCursorPtr& part : parts_) {
    part->next_geq(target);
    doc_ = std::min(doc_, part->doc());
  }
}

void PositionUnion::append(std::vector<Occurrence>& out) {
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  for (const PositionsCursorPtr& part : parts_) {
    if (part->doc() == doc_) part->append(out);
  }
  std::sort(out.begin() + begin, out.end());
  out.erase(std::unique(out.begin() + begin, out.end()), out.end());
}

std::uint64_t PositionUnion::cost() const {
  std::uint64_t cost = 0;
  for (const PositionsCursorPtr& part : parts_) cost += part->cost();
  return cost;
}

Status PositionUnion::status() const { return first_fault_of(parts_); }

PositionSequence::PositionSequence(std::vector<PositionsCursorPtr> parts, std::uint32_t end,
                                   PacedCancellation* pace)
    : parts_(std::move(parts)), end_(end), pace_(pace) {
  for (const PositionsCursorPtr& part : parts_) by_cost_.push_back(part.get());
  std::stable_sort(
      by_cost_.begin(), by_cost_.end(),
      [](const PositionsCursor* a, const PositionsCursor* b) { return a->cost() < b->cost(); });
  doc_ = leapfrog(by_cost_, end_, pace_);
}

void PositionSequence::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  by_cost_[0]->next_geq(target);
  doc_ = leapfrog(by_cost_, end_, pace_);
}

void PositionSequence::append(std::vector<Occurrence>& out) {
  chain_.clear();
  parts_[0]->append(chain_);
  for (std::size_t i = 1; i < parts_.size() && !chain_.empty(); ++i) {
    part_.clear();
    parts_[i]->append(part_);
    if (pace_ != nullptr && pace_->ends_after(chain_.size() + part_.size())) return;
    extend(chain_, part_, longer_);
    chain_.swap(longer_);
  }
  if (!std::is_sorted(chain_.begin(), chain_.end())) std::sort(chain_.begin(), chain_.end());
  chain_.erase(std::unique(chain_.begin(), chain_.end()), chain_.end());
  out.insert(out.end(), chain_.begin(), chain_.end());
}

Status PositionSequence::status() const {
  if (pace_ != nullptr && pace_->is_over()) return cancelled_error();
  return first_fault_of(parts_);
}

}  // namespace newsidx::search
