// segment/norms_writer.h: the lengths of a segment's fields, in a byte each. Read by
// norms_reader.h.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "segment/field.h"
#include "segment/segment_records.h"

namespace newsidx::segment {

class NormsWriter {
 public:
  /// @param records  must outlive the writer
  explicit NormsWriter(SegmentRecords& records) : records_(records) {}

  /// @param field  text or title
  /// @param norms  one a document
  [[nodiscard]] Status write(Field field, std::vector<std::uint8_t> norms);
  /// Norms that were written before.
  void know(Field field, std::vector<std::uint8_t> norms) {
    norms_[number_of(field)] = std::move(norms);
  }

  /// Those that score a list of this field: what was written of its length_field().
  [[nodiscard]] std::span<const std::uint8_t> of(Field field) const noexcept {
    return norms_[number_of(length_field(field))];
  }

 private:
  SegmentRecords& records_;
  std::array<std::vector<std::uint8_t>, 2> norms_;  // of text and title
};

}  // namespace newsidx::segment
