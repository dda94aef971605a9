// chunk := number* checksum:u32     a number less the least of the chunk (of an optional column
//                                   one more: 0 is none), in as many bytes as the greatest needs;
//                                   where that is none, there is no chunk

#include "segment/column_writer.h"

#include <string>

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/checksum.h"
#include "storage/keys.h"

namespace newsidx::segment {

namespace {

Status put_descriptor(const ColumnSink& sink, const ColumnDescriptor& descriptor) {
  std::string value;
  append_column_descriptor(value, descriptor);
  return sink(storage::kColumnDescriptorChunk, value);
}

}  // namespace

ColumnWriter::ColumnWriter(ColumnSink sink, ColumnType type, ColumnPresence presence)
    : sink_(std::move(sink)) {
  descriptor_.type = type;
  descriptor_.presence = presence;
  numbers_.reserve(kColumnChunkDocuments);
}

Status ColumnWriter::add(std::uint64_t number) {
  if (descriptor_.presence == ColumnPresence::always || number != 0) range_.add(number);
  numbers_.push_back(number);
  return numbers_.size() == kColumnChunkDocuments ? flush_chunk() : Status();
}

Status ColumnWriter::flush_chunk() {
  const auto chunk = static_cast<std::uint32_t>(descriptor_.chunks.size());
  descriptor_.document_count += static_cast<std::uint32_t>(numbers_.size());
  descriptor_.chunks.push_back(range_);
  const unsigned width = descriptor_.width_of(chunk);
  if (width > 0) {
    const bool is_optional = descriptor_.presence == ColumnPresence::optional;
    std::string bytes;
    bytes.reserve(numbers_.size() * width + sizeof(std::uint32_t));
    for (const std::uint64_t number : numbers_) {
      const std::uint64_t less =
          is_optional ? (number == 0 ? 0 : number - range_.least + 1) : number - range_.least;
      for (unsigned byte = 0; byte < width; ++byte) {
        bytes.push_back(static_cast<char>(less >> (8 * byte)));
      }
    }
    append_checksum(bytes);
    NEWSIDX_RETURN_IF_ERROR(sink_(chunk, bytes));
  }
  numbers_.clear();
  range_ = {};
  return {};
}

Status ColumnWriter::finish() {
  if (!numbers_.empty()) NEWSIDX_RETURN_IF_ERROR(flush_chunk());
  return put_descriptor(sink_, descriptor_);
}

Status write_counting_column(const ColumnSink& sink, std::uint64_t base,
                             std::uint32_t document_count) {
  ColumnDescriptor descriptor;
  descriptor.encoding = ColumnEncoding::counting;
  descriptor.document_count = document_count;
  descriptor.base = base;
  return put_descriptor(sink, descriptor);
}

}  // namespace newsidx::segment
