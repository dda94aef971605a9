#include "indexer/live/merge_policy.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace newsidx::indexer {
namespace {

using segment::SegmentInfo;

std::uint64_t live_count(const SegmentInfo* info) { return info->live.document_count; }

bool is_much_deleted(const SegmentInfo* info) {
  return std::uint64_t{info->document_count - info->live.document_count} * 3 > info->document_count;
}

// Ascending by size.
using Sorted = std::vector<const SegmentInfo*>;
using Window = std::span<const SegmentInfo* const>;

std::uint64_t size_of(Window window) {
  std::uint64_t size = 0;
  for (const SegmentInfo* info : window) size += live_count(info);
  return size;
}

// Of the windows that may be merged, that with the least score; empty when there is none.
Window best_window(const Sorted& sorted, const MergePolicy& policy) {
  Window best;
  double best_score = std::numeric_limits<double>::max();
  for (std::size_t first = 0; first < sorted.size(); ++first) {
    std::uint64_t size = live_count(sorted[first]);
    for (std::size_t count = 2; count <= policy.max_merged && first + count <= sorted.size();
         ++count) {
      const std::uint64_t largest = live_count(sorted[first + count - 1]);
      size += largest;
      if (size > policy.max_documents) break;
      // A merge cannot cost less than a few articles do.
      const auto cost = static_cast<double>(std::max<std::uint64_t>(size, 1));
      const double score = static_cast<double>(largest) / cost * std::pow(cost, 0.05);
      if (score >= best_score) continue;
      best_score = score;
      best = Window(sorted).subspan(first, count);
    }
  }
  return best;
}

// One of which much was deleted, with the smaller ones, which cost little beside it.
Window much_deleted_window(const Sorted& sorted, const MergePolicy& policy) {
  const auto found = std::ranges::find_if(sorted, is_much_deleted);
  if (found == sorted.end()) return {};
  const auto at = static_cast<std::size_t>(found - sorted.begin());
  std::size_t first = at + 1 - std::min(at + 1, policy.max_merged);
  while (first < at && size_of(Window(sorted).subspan(first, at + 1 - first)) >
                           std::max(policy.max_documents, live_count(sorted[at]))) {
    ++first;
  }
  return Window(sorted).subspan(first, at + 1 - first);
}

std::vector<std::uint32_t> in_order(std::span<const SegmentInfo> segments, Window window) {
  std::vector<std::uint32_t> ids;
  for (const SegmentInfo& info : segments) {
    if (std::ranges::find(window, &info) != window.end()) ids.push_back(info.id);
  }
  return ids;
}

}  // namespace

std::vector<std::uint32_t> pick_merge(std::span<const SegmentInfo> segments,
                                      const MergePolicy& policy) {
  Sorted sorted;
  for (const SegmentInfo& info : segments) {
    if (live_count(&info) * 2 <= policy.max_documents || is_much_deleted(&info)) {
      sorted.push_back(&info);
    }
  }
  std::ranges::stable_sort(sorted, {}, live_count);
  const Window deleted = much_deleted_window(sorted, policy);
  if (!deleted.empty()) return in_order(segments, deleted);
  if (sorted.size() <= policy.max_segments) return {};
  return in_order(segments, best_window(sorted, policy));
}

std::vector<std::uint32_t> pick_full_merge(std::span<const SegmentInfo> segments) {
  const bool is_done =
      segments.empty() ||
      (segments.size() == 1 && segments[0].live.document_count == segments[0].document_count);
  std::vector<std::uint32_t> ids;
  if (is_done) return ids;
  for (const SegmentInfo& info : segments) ids.push_back(info.id);
  return ids;
}

}  // namespace newsidx::indexer
