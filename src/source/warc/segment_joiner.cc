#include "source/warc/segment_joiner.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxUnfinished = 64;

}  // namespace

bool SegmentJoiner::begin(SegmentedRecord record) {
  if (unfinished_.size() == kMaxUnfinished || record.body.size() > max_bytes_ - bytes_)
    return false;
  bytes_ += record.body.size();
  unfinished_.push_back(std::move(record));
  return true;
}

std::size_t SegmentJoiner::find(const RecordHead& head) const {
  const auto found = std::ranges::find_if(unfinished_, [&head](const SegmentedRecord& record) {
    return record.id == head.segment_origin && record.segment_count + 1 == head.segment_number;
  });
  return static_cast<std::size_t>(found - unfinished_.begin());
}

bool SegmentJoiner::is_next(const RecordHead& head) const {
  return find(head) < unfinished_.size();
}

SegmentedRecord SegmentJoiner::take(std::size_t place) {
  const auto at = unfinished_.begin() + static_cast<std::ptrdiff_t>(place);
  SegmentedRecord record = std::move(*at);
  unfinished_.erase(at);
  bytes_ -= record.body.size();
  return record;
}

std::optional<SegmentedRecord> SegmentJoiner::add(const RecordHead& head, std::string_view segment,
                                                  bool is_cut) {
  const std::size_t place = find(head);
  NEWSIDX_CHECK(place < unfinished_.size());
  SegmentedRecord& record = unfinished_[place];
  if (segment.size() > max_bytes_ - bytes_) return take(place);
  bytes_ += segment.size();
  record.body += segment;
  ++record.segment_count;
  if (!head.is_last_segment && !is_cut) return std::nullopt;
  return take(place);
}

std::optional<SegmentedRecord> SegmentJoiner::take_unfinished() {
  if (unfinished_.empty()) return std::nullopt;
  return take(0);
}

}  // namespace newsidx::source
