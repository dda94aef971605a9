// source/warc/segment_joiner.h
//
// Records that a crawler cut into segments, put together again (ISO 28500:2017, section 8).
//
//   WARC-Type: response       WARC-Record-ID: <a>           WARC-Segment-Number: 1
//   WARC-Type: continuation   WARC-Segment-Origin-ID: <a>   WARC-Segment-Number: 2
//   WARC-Type: continuation   WARC-Segment-Origin-ID: <a>   WARC-Segment-Number: 3
//                             WARC-Segment-Total-Length: 4711
//
// Only segments of one file find one another, in their order.
// Threads: one.   Memory: no more than is allowed, all unfinished records together.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "source/record.h"
#include "source/warc/record_head.h"

namespace newsidx::source {

/// A record with its first segment, and those that came since.
struct SegmentedRecord {
  std::string id;
  RecordOrigin origin;
  std::string http_fields;   ///< of the answer's head
  std::string body;          ///< of the answer, as far as it is there
  std::uint64_t number = 0;  ///< of the record with the first segment
  std::uint64_t byte = 0;    ///< where that begins
  std::uint64_t segment_count = 1;
};

class SegmentJoiner {
 public:
  /// @param max_bytes  of all unfinished records
  explicit SegmentJoiner(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  /// @return false when there is no room for it
  [[nodiscard]] bool begin(SegmentedRecord record);

  /// Whether the segment of that head is the next one of an unfinished record.
  [[nodiscard]] bool is_next(const RecordHead& head) const;

  /// REQUIRES is_next(head).
  /// @param is_cut  it is not all there: none can follow
  /// @return the record, if this was its last segment or there is no room for more
  [[nodiscard]] std::optional<SegmentedRecord> add(const RecordHead& head, std::string_view segment,
                                                   bool is_cut);

  /// One of those whose last segment is missing.
  [[nodiscard]] std::optional<SegmentedRecord> take_unfinished();

 private:
  [[nodiscard]] std::size_t find(const RecordHead& head) const;
  [[nodiscard]] SegmentedRecord take(std::size_t place);

  std::uint64_t max_bytes_;
  std::uint64_t bytes_ = 0;
  std::deque<SegmentedRecord> unfinished_;
};

}  // namespace newsidx::source
