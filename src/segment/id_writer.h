// segment/id_writer.h: the external ids of a segment. Read by id_reader.h.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string_view>

#include "segment/segment_records.h"

namespace newsidx::segment {

class IdWriter {
 public:
  /// @param records  must outlive the writer
  explicit IdWriter(SegmentRecords& records) : records_(records) {}

  /// @param id  ascending
  [[nodiscard]] Status add(std::string_view id, std::uint32_t document);

 private:
  SegmentRecords& records_;
};

}  // namespace newsidx::segment
