// copies := size:u64 pair_count (first_gap distance)* correction_count gap*     in chunks of bytes
//
// Numbers are varints where nothing else is said; size is that of what follows it. A gap goes from
// the one before, at first from 0; the distance from the first of the pair to the second, 1 at
// least.

#include "segment/copies_record.h"

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/byte_chunks.h"
#include "segment/error_context.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

using storage::Family;

// Not the name of a column: those that a reader asks for are others.
constexpr std::string_view kName = "copies";

Failure broken(const char* how) {
  return fail(ErrorCode::corruption, std::string("copies: ") + how);
}

}  // namespace

std::string serialize_copies(const CopiesRecord& record) {
  std::string body;
  append_varint(body, record.pairs.size());
  std::uint32_t before = 0;
  for (const auto& [first, second] : record.pairs) {
    append_varint(body, first - before);
    append_varint(body, second - first);
    before = first;
  }
  append_varint(body, record.corrections.size());
  before = 0;
  for (const std::uint32_t document : record.corrections) {
    append_varint(body, document - before);
    before = document;
  }
  std::string bytes;
  append_le(bytes, std::uint64_t{body.size()});
  return bytes + body;
}

Result<CopiesRecord> parse_copies(std::string_view bytes, std::uint32_t document_count) {
  ByteReader in(bytes);
  if (in.le<std::uint64_t>() != in.rest().size()) return broken("not of the size that they say");
  CopiesRecord record;
  std::uint64_t first = 0;
  const std::uint64_t pair_count = in.varint();
  for (std::uint64_t i = 0; i < pair_count && in.ok(); ++i) {
    first += in.varint32();
    const std::uint64_t distance = in.varint32();
    if (!in.ok()) break;
    if (distance == 0 || first + distance >= document_count) return broken("one is no document");
    record.pairs.emplace_back(first, first + distance);
    const std::size_t count = record.pairs.size();
    if (count > 1 && record.pairs[count - 2] >= record.pairs.back()) return broken("no order");
  }
  std::uint64_t document = 0;
  const std::uint64_t correction_count = in.varint();
  for (std::uint64_t i = 0; i < correction_count && in.ok(); ++i) {
    const std::uint64_t gap = in.varint32();
    if (i > 0 && gap == 0) return broken("no order");
    document += gap;
    if (document >= document_count) return broken("one is no document");
    record.corrections.push_back(static_cast<std::uint32_t>(document));
  }
  if (!in.ok() || !in.at_end()) return broken("cut short, or too long");
  return record;
}

Status write_copies(SegmentRecords& records, const CopiesRecord& record) {
  return write_byte_chunks(
      serialize_copies(record), [&](std::uint32_t chunk, std::string_view bytes) {
        return records.put(Family::columns, storage::column_key(records.segment(), kName, chunk),
                           bytes);
      });
}

Result<std::optional<CopiesRecord>> read_copies(const storage::Store& store, std::uint32_t segment,
                                                std::uint32_t document_count) {
  const auto key_of = [segment](std::uint32_t chunk) {
    return storage::column_key(segment, kName, chunk);
  };
  NEWSIDX_ASSIGN_OR_RETURN(const auto start, store.get(Family::columns, key_of(0)));
  if (!start) return std::optional<CopiesRecord>();
  ByteReader head(start->bytes());
  const std::uint64_t size = head.le<std::uint64_t>();
  if (!head.ok() || size > SIZE_MAX / 2) return in_segment(segment, broken("cut short").take());
  auto bytes = read_byte_chunks(store, Family::columns, key_of, sizeof size + size, "copies");
  if (!bytes) return in_segment(segment, std::move(bytes).error());
  auto record = parse_copies(*bytes, document_count);
  if (!record) return in_segment(segment, std::move(record).error());
  return std::optional(*std::move(record));
}

}  // namespace newsidx::segment
