#include "source/warc/capture_dates.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/hash.h"

namespace newsidx::source {
namespace {

constexpr std::int64_t kNoDate = std::numeric_limits<std::int64_t>::min() / 2;
constexpr std::size_t kLeastPages = 1024;

}  // namespace

CaptureDates::CaptureDates(std::uint64_t max_bytes)
    : max_pages_(std::max<std::size_t>(max_bytes / sizeof(Capture) / 2, kLeastPages)) {}

CaptureDates::Capture CaptureDates::capture_of(const RecordHead& head) {
  const std::int64_t seconds = head.date ? head.date->utc_seconds : kNoDate;
  return {page_of(head), seconds * 2};
}

std::uint64_t CaptureDates::page_of(const RecordHead& head) {
  if (head.url.empty() || head.url.starts_with("metadata:")) return 0;
  const std::uint64_t page = hash64(head.url);
  return head.role == WarcRole::response ? page : ~page;
}

void CaptureDates::note(const RecordHead& head) {
  if (page_of(head) == 0 || is_overflowing_) return;
  if (captures_.size() == max_pages_ * 2) compact();
  // No more than the bound is ever reserved.
  if (captures_.size() == captures_.capacity()) {
    captures_.reserve(std::min(max_pages_ * 2, std::max(kLeastPages, captures_.size() * 2)));
  }
  captures_.push_back(capture_of(head));
}

// Keeps the newest of each page, which is half of them or less, so that it is seldom done.
void CaptureDates::compact() {
  std::ranges::sort(captures_, {}, [](const Capture& capture) {
    return std::pair(capture.page, capture.seconds);
  });
  std::size_t kept = 0;
  for (const Capture& capture : captures_) {
    if (kept == 0 || captures_[kept - 1].page != capture.page) {
      captures_[kept++] = capture;
      continue;
    }
    Capture& newest = captures_[kept - 1];
    const bool has_several =
        ((newest.seconds | capture.seconds) & 1) != 0 || newest.seconds != capture.seconds;
    newest.seconds = (std::max(newest.seconds, capture.seconds) & ~std::int64_t{1}) |
                     static_cast<std::int64_t>(has_several);
  }
  is_overflowing_ = is_overflowing_ || kept > max_pages_;
  captures_.resize(is_overflowing_ ? 0 : kept);
}

void CaptureDates::close() {
  compact();
  std::erase_if(captures_, [](const Capture& capture) { return (capture.seconds & 1) == 0; });
  captures_.shrink_to_fit();
  is_closed_ = true;
}

std::optional<RepeatedPage> CaptureDates::find(const RecordHead& head) const {
  if (captures_.empty()) return std::nullopt;
  const Capture capture = capture_of(head);
  const auto newest = std::ranges::lower_bound(captures_, capture.page, {}, &Capture::page);
  if (newest == captures_.end() || newest->page != capture.page) return std::nullopt;
  return RepeatedPage{capture.page, (newest->seconds & ~std::int64_t{1}) <= capture.seconds};
}

}  // namespace newsidx::source
