// segment/norms_reader.h
//
// The lengths of a segment's fields, in a byte each, in memory. Written by norms_writer.h.
//
// Threads: any number.   Memory: three bytes a document.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "segment/field.h"
#include "storage/store.h"

namespace newsidx::segment {

class NormsReader {
 public:
  /// @errors corruption, io
  [[nodiscard]] static Result<NormsReader> open(const storage::Store& store, std::uint32_t segment,
                                                std::uint32_t document_count);

  /// Norms by document for a list's field; all zero for keywords.
  [[nodiscard]] std::span<const std::uint8_t> of(Field field) const noexcept;

 private:
  std::array<std::string, 2> norms_;  // of text and title
  std::vector<std::uint8_t> zero_norms_;
};

}  // namespace newsidx::segment
