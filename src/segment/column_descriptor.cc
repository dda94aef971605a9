// descriptor := type:u8 presence:u8 encoding:u8 values:u8 document_count:varint
//               base:u64                                     when counting
//               documents_in_chunk:varint (least:u64 greatest:u64)*   when packed
//               parts                                        further_parts.h
//               checksum:u32(all before)

#include "segment/column_descriptor.h"

#include <algorithm>
#include <bit>

#include "base/bytes.h"
#include "segment/checksum.h"
#include "segment/further_parts.h"

namespace newsidx::segment {
namespace {

constexpr std::uint8_t kOneValue = 0;  // a document; 1, several, is for later versions
constexpr std::size_t kRangeBytes = 16;

Failure broken() { return fail(ErrorCode::corruption, "its descriptor is broken"); }

std::size_t chunks_of(std::uint32_t document_count) {
  return (std::size_t{document_count} + kColumnChunkDocuments - 1) / kColumnChunkDocuments;
}

bool read_ranges(ByteReader& in, ColumnDescriptor& descriptor) {
  const std::size_t count = chunks_of(descriptor.document_count);
  if (in.varint() != kColumnChunkDocuments || in.rest().size() < count * kRangeBytes) return false;
  descriptor.chunks.resize(count);
  for (ColumnDescriptor::Range& range : descriptor.chunks) {
    range.least = in.le<std::uint64_t>();
    range.greatest = in.le<std::uint64_t>();
    const bool is_optional = descriptor.presence == ColumnPresence::optional;
    const bool is_none = range == ColumnDescriptor::Range{};
    if (range.is_empty() ? !is_optional || !is_none : is_optional && range.least == 0) return false;
  }
  return true;
}

}  // namespace

std::uint32_t ColumnDescriptor::documents_in(std::uint32_t chunk) const noexcept {
  return std::min(kColumnChunkDocuments, document_count - chunk * kColumnChunkDocuments);
}

unsigned ColumnDescriptor::width_of(std::uint32_t chunk) const noexcept {
  const Range& range = chunks[chunk];
  if (range.is_empty()) return 0;
  const std::uint64_t none = presence == ColumnPresence::optional ? 1 : 0;
  return (static_cast<unsigned>(std::bit_width(range.greatest - range.least + none)) + 7) / 8;
}

void append_column_descriptor(std::string& out, const ColumnDescriptor& descriptor) {
  const std::size_t start = out.size();
  out.push_back(static_cast<char>(descriptor.type));
  out.push_back(static_cast<char>(descriptor.presence));
  out.push_back(static_cast<char>(descriptor.encoding));
  out.push_back(static_cast<char>(kOneValue));
  append_varint(out, descriptor.document_count);
  if (descriptor.encoding == ColumnEncoding::counting) {
    append_le(out, descriptor.base);
  } else {
    append_varint(out, kColumnChunkDocuments);
    for (const ColumnDescriptor::Range& range : descriptor.chunks) {
      append_le(out, range.least);
      append_le(out, range.greatest);
    }
  }
  append_no_parts(out);
  append_checksum(out, start);
}

Result<ColumnDescriptor> parse_column_descriptor(std::string_view bytes) {
  const auto body = without_checksum(bytes);
  if (!body) return broken();
  ByteReader in(*body);
  ColumnDescriptor descriptor;
  descriptor.type = static_cast<ColumnType>(in.le<std::uint8_t>());
  descriptor.presence = static_cast<ColumnPresence>(in.le<std::uint8_t>());
  descriptor.encoding = static_cast<ColumnEncoding>(in.le<std::uint8_t>());
  if (!is_known(descriptor.type) || !is_known(descriptor.presence) ||
      !is_known(descriptor.encoding) || in.le<std::uint8_t>() != kOneValue) {
    return fail(ErrorCode::unsupported, "it is of a kind that this newsidx does not know");
  }
  descriptor.document_count = in.varint32();
  if (descriptor.encoding == ColumnEncoding::counting) {
    descriptor.base = in.le<std::uint64_t>();
    if (descriptor.base > UINT64_MAX - descriptor.document_count) return broken();
  } else if (!read_ranges(in, descriptor)) {
    return broken();
  }
  skip_parts(in);
  if (!in.ok() || !in.at_end()) return broken();
  return descriptor;
}

}  // namespace newsidx::segment
