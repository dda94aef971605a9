// segment/column_writer.h
//
// One number a document, in the order of the documents, to chunks and a descriptor. Read by
// column_reader.h.  Format: FORMAT.md, "Columns".
//
// Threads: one.   Memory: a chunk of numbers.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "segment/column_descriptor.h"

namespace newsidx::segment {

/// Takes the chunks in order, and then, as kColumnDescriptorChunk, the descriptor.
using ColumnSink = std::function<Status(std::uint32_t chunk, std::string_view value)>;

class ColumnWriter {
 public:
  ColumnWriter(ColumnSink sink, ColumnType type, ColumnPresence presence);

  /// @param number  of the next document; of an optional column 0: it has none
  [[nodiscard]] Status add(std::uint64_t number);
  [[nodiscard]] Status finish();

 private:
  [[nodiscard]] Status flush_chunk();

  ColumnSink sink_;
  ColumnDescriptor descriptor_;
  ColumnDescriptor::Range range_;
  std::vector<std::uint64_t> numbers_;  // of the chunk
};

/// A column in which document d has base + d.
[[nodiscard]] Status write_counting_column(const ColumnSink& sink, std::uint64_t base,
                                           std::uint32_t document_count);

}  // namespace newsidx::segment
