#include "search/cursor/occurrences.h"

#include <algorithm>

#include "search/cursor/align.h"

namespace newsidx::search {

using segment::kNoMoreDocs;

namespace {

Status first_fault_of(const std::vector<OccurrencesPtr>& parts) {
  for (const OccurrencesPtr& part : parts) {
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

AnyOccurrences::AnyOccurrences(std::vector<OccurrencesPtr> parts) : parts_(std::move(parts)) {
  for (const OccurrencesPtr& part : parts_) doc_ = std::min(doc_, part->doc());
}

void AnyOccurrences::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  doc_ = kNoMoreDocs;
  for (const OccurrencesPtr& part : parts_) {
    part->next_geq(target);
    doc_ = std::min(doc_, part->doc());
  }
}

void AnyOccurrences::append(std::vector<Occurrence>& out) {
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  for (const OccurrencesPtr& part : parts_) {
    if (part->doc() == doc_) part->append(out);
  }
  std::sort(out.begin() + begin, out.end());
  out.erase(std::unique(out.begin() + begin, out.end()), out.end());
}

std::uint64_t AnyOccurrences::cost() const {
  std::uint64_t cost = 0;
  for (const OccurrencesPtr& part : parts_) cost += part->cost();
  return cost;
}

Status AnyOccurrences::status() const { return first_fault_of(parts_); }

SequenceOccurrences::SequenceOccurrences(std::vector<OccurrencesPtr> parts, std::uint32_t end,
                                         PacedInterrupt* pace)
    : parts_(std::move(parts)), end_(end), pace_(pace) {
  for (const OccurrencesPtr& part : parts_) by_cost_.push_back(part.get());
  std::stable_sort(
      by_cost_.begin(), by_cost_.end(),
      [](const Occurrences* a, const Occurrences* b) { return a->cost() < b->cost(); });
  doc_ = align(by_cost_, end_, pace_);
}

void SequenceOccurrences::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  by_cost_[0]->next_geq(target);
  doc_ = align(by_cost_, end_, pace_);
}

void SequenceOccurrences::append(std::vector<Occurrence>& out) {
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

Status SequenceOccurrences::status() const {
  if (pace_ != nullptr && pace_->is_over()) return interrupted();
  return first_fault_of(parts_);
}

}  // namespace newsidx::search
