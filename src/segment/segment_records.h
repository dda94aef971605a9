// segment/segment_records.h
//
// Where the writers of a segment's parts put their records: a sink, and beside it the digests by
// which a check finds what is not as it was written.
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "storage/record_sink.h"

namespace newsidx::segment {

class SegmentRecords {
 public:
  using Digests = std::array<std::uint64_t, storage::kFamilyNames.size()>;

  /// @param sink  must outlive this
  SegmentRecords(storage::RecordSink& sink, std::uint32_t segment)
      : sink_(&sink), segment_(segment) {}

  [[nodiscard]] std::uint32_t segment() const noexcept { return segment_; }

  /// @param key  of the segment; ascending in its family
  [[nodiscard]] Status put(storage::Family family, std::string_view key, std::string_view value);

  /// Sums over what was put.
  [[nodiscard]] const Digests& digests() const noexcept { return digests_; }

 private:
  storage::RecordSink* sink_;
  std::uint32_t segment_;
  Digests digests_{};
};

}  // namespace newsidx::segment
