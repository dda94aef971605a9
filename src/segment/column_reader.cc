#include "segment/column_reader.h"

#include <algorithm>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/byte_chunks.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

namespace {

std::uint64_t load_number(const char* bytes, unsigned width) {
  std::uint64_t number = 0;
  for (unsigned byte = 0; byte < width; ++byte) {
    number |= std::uint64_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
  }
  return number;
}

}  // namespace

Failure ColumnReader::broken(const std::string& how) const {
  return fail(ErrorCode::corruption, "columns '" + name_ + "': " + how);
}

Result<ColumnReader> ColumnReader::open(std::shared_ptr<const storage::Store> store,
                                        std::uint32_t segment, std::string_view name,
                                        std::uint32_t document_count) {
  NEWSIDX_ASSIGN_OR_RETURN(auto column, find(store, segment, name, document_count));
  if (!column) {
    return ColumnReader(std::move(store), segment, name).broken("its descriptor is missing");
  }
  return *std::move(column);
}

Result<std::optional<ColumnReader>> ColumnReader::find(std::shared_ptr<const storage::Store> store,
                                                       std::uint32_t segment, std::string_view name,
                                                       std::uint32_t document_count) {
  ColumnReader reader(std::move(store), segment, name);
  NEWSIDX_ASSIGN_OR_RETURN(
      const auto value,
      reader.store_->get(Family::columns,
                         storage::column_key(segment, name, storage::kColumnDescriptorChunk)));
  if (!value) return std::optional<ColumnReader>();
  auto descriptor = parse_column_descriptor(value->bytes());
  if (!descriptor) return fail("columns '" + reader.name_ + "'", std::move(descriptor).error());
  reader.descriptor_ = *std::move(descriptor);
  if (reader.descriptor_.document_count != document_count) {
    return reader.broken("it is of another number of documents");
  }
  return std::optional(std::move(reader));
}

std::uint32_t ColumnReader::chunk_count() const noexcept {
  return (descriptor_.document_count + kColumnChunkDocuments - 1) / kColumnChunkDocuments;
}

Result<storage::PinnedValue> ColumnReader::chunk(std::uint32_t number, unsigned width) const {
  NEWSIDX_ASSIGN_OR_RETURN(
      auto value, store_->get(Family::columns, storage::column_key(segment_, name_, number)));
  if (!value) return broken("a chunk is missing");
  NEWSIDX_ASSIGN_OR_RETURN(const std::string_view bytes,
                           checked_chunk(value->bytes(), "columns '" + name_ + "'"));
  if (bytes.size() != std::size_t{descriptor_.documents_in(number)} * width) {
    return broken("a chunk is of another size");
  }
  return *std::move(value);
}

// A number beyond the greatest is damage that has a right checksum: it is not shown.
std::uint64_t ColumnReader::decoded(std::uint32_t chunk, std::uint64_t less) const noexcept {
  const ColumnDescriptor::Range& range = descriptor_.chunks[chunk];
  if (descriptor_.presence == ColumnPresence::optional) {
    if (less == 0) return 0;
    --less;
  }
  return range.least + std::min(less, range.greatest - range.least);
}

Result<std::uint64_t> ColumnReader::number(std::uint32_t document) const {
  NEWSIDX_DCHECK(document < descriptor_.document_count);
  if (descriptor_.encoding == ColumnEncoding::counting) return descriptor_.base + document;
  const std::uint32_t chunk = document / kColumnChunkDocuments;
  const unsigned width = descriptor_.width_of(chunk);
  if (width == 0) return descriptor_.chunks[chunk].is_empty() ? 0 : descriptor_.chunks[chunk].least;
  NEWSIDX_ASSIGN_OR_RETURN(const auto value, this->chunk(chunk, width));
  const std::size_t at = std::size_t{document % kColumnChunkDocuments} * width;
  return decoded(chunk, load_number(value.bytes().data() + at, width));
}

Status ColumnReader::read(std::uint32_t chunk, std::vector<std::uint64_t>& numbers) const {
  const std::uint32_t first = chunk * kColumnChunkDocuments;
  const std::uint32_t count = descriptor_.documents_in(chunk);
  if (descriptor_.encoding == ColumnEncoding::counting) {
    for (std::uint32_t i = 0; i < count; ++i) numbers.push_back(descriptor_.base + first + i);
    return {};
  }
  const unsigned width = descriptor_.width_of(chunk);
  if (width == 0) {
    const ColumnDescriptor::Range& range = descriptor_.chunks[chunk];
    numbers.insert(numbers.end(), count, range.is_empty() ? 0 : range.least);
    return {};
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto value, this->chunk(chunk, width));
  const char* bytes = value.bytes().data();
  for (std::uint32_t i = 0; i < count; ++i, bytes += width) {
    numbers.push_back(decoded(chunk, load_number(bytes, width)));
  }
  return {};
}

Status ColumnReader::read_all(std::vector<std::uint64_t>& numbers) const {
  numbers.reserve(numbers.size() + descriptor_.document_count);
  for (std::uint32_t chunk = 0; chunk < chunk_count(); ++chunk) {
    NEWSIDX_RETURN_IF_ERROR(read(chunk, numbers));
  }
  return {};
}

}  // namespace newsidx::segment
