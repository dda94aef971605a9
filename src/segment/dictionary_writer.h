// segment/dictionary_writer.h: the terms of a segment with their values. Read by
// dictionary_reader.h.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "segment/field.h"
#include "segment/segment_records.h"

namespace newsidx::segment {

class DictionaryWriter {
 public:
  /// @param records  must outlive the writer
  explicit DictionaryWriter(SegmentRecords& records) : records_(records) {}

  /// @param field, term  ascending
  [[nodiscard]] Status add(Field field, std::string_view term, std::string_view value);

  /// Keys and values of the field, as stored.
  [[nodiscard]] std::uint64_t bytes(Field field) const noexcept { return bytes_[number_of(field)]; }

 private:
  SegmentRecords& records_;
  std::array<std::uint64_t, kFieldCount> bytes_{};
};

}  // namespace newsidx::segment
