#include "indexer/live/segment_registry.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <utility>

namespace newsidx::indexer {

std::vector<Part> parts_of(const segment::Manifest& manifest) {
  std::vector<Part> parts;
  for (const auto& info : manifest.segments) parts.push_back({Part::Kind::segment, info.id});
  for (const auto& store : manifest.stores) parts.push_back({Part::Kind::store, store.id});
  return parts;
}

struct SegmentRegistry::State {
  struct Use {
    std::uint32_t leases = 0;
    bool is_named = false;
    [[nodiscard]] bool is_garbage() const noexcept { return leases == 0 && !is_named; }
  };

  std::mutex mutex;
  std::map<Part, Use> uses;
  std::array<std::uint32_t, 2> next{};  // by kind

  // With the mutex held.
  [[nodiscard]] bool is_kept(Part part) const {
    const auto use = uses.find(part);
    return use != uses.end() && !use->second.is_garbage();
  }
  [[nodiscard]] bool are_kept(const std::vector<Part>& parts) const {
    return std::ranges::all_of(parts, [this](Part part) { return is_kept(part); });
  }
};

SegmentRegistry::Lease::Lease(Lease&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)), part_(other.part_) {}

SegmentRegistry::Lease& SegmentRegistry::Lease::operator=(Lease&& other) noexcept {
  Lease taken(std::move(other));
  std::swap(state_, taken.state_);
  std::swap(part_, taken.part_);
  return *this;
}

SegmentRegistry::Lease::~Lease() {
  if (state_ == nullptr) return;
  const std::lock_guard lock(state_->mutex);
  --state_->uses.find(part_)->second.leases;
}

SegmentRegistry::SegmentRegistry(const segment::Manifest& manifest)
    : state_(std::make_shared<State>()) {
  for (const Part part : parts_of(manifest)) state_->uses[part].is_named = true;
  state_->next = {manifest.next_segment, manifest.next_store};
}

SegmentRegistry::Lease SegmentRegistry::begin(Part::Kind kind) {
  const std::lock_guard lock(state_->mutex);
  std::uint32_t& next = state_->next[static_cast<std::size_t>(kind)];
  const Part part{kind, next};
  state_->uses[part].leases = 1;
  ++next;
  return {state_, part};
}

std::uint32_t SegmentRegistry::next(Part::Kind kind) const {
  const std::lock_guard lock(state_->mutex);
  return state_->next[static_cast<std::size_t>(kind)];
}

std::optional<SegmentRegistry::Lease> SegmentRegistry::pin(Part part) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->is_kept(part)) return std::nullopt;
  ++state_->uses[part].leases;
  return Lease(state_, part);
}

bool SegmentRegistry::can_name(const std::vector<Part>& parts) const {
  const std::lock_guard lock(state_->mutex);
  return state_->are_kept(parts);
}

bool SegmentRegistry::name(const std::vector<Part>& parts) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->are_kept(parts)) return false;
  for (auto& [part, use] : state_->uses) use.is_named = false;
  for (const Part part : parts) state_->uses[part].is_named = true;
  return true;
}

std::vector<std::uint32_t> SegmentRegistry::kept(Part::Kind kind) const {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::uint32_t> numbers;
  for (const auto& [part, use] : state_->uses) {
    if (part.kind == kind && !use.is_garbage()) numbers.push_back(part.number);
  }
  return numbers;
}

std::vector<Part> SegmentRegistry::take_garbage() {
  const std::lock_guard lock(state_->mutex);
  std::vector<Part> garbage;
  for (const auto& [part, use] : state_->uses) {
    if (use.is_garbage()) garbage.push_back(part);
  }
  std::erase_if(state_->uses, [](const auto& entry) { return entry.second.is_garbage(); });
  return garbage;
}

void SegmentRegistry::give_back(Part part) {
  const std::lock_guard lock(state_->mutex);
  state_->uses.try_emplace(part);
}

}  // namespace newsidx::indexer
