// id entry := document:varint

#include "segment/id_entry.h"

#include "base/bytes.h"

namespace newsidx::segment {

void append_id_entry(std::string& out, std::uint32_t document) { append_varint(out, document); }

Result<std::uint32_t> parse_id_entry(std::string_view value) {
  ByteReader in(value);
  const std::uint32_t document = in.varint32();
  if (!in.ok() || !in.at_end()) return fail(ErrorCode::corruption, "id entry is broken");
  return document;
}

}  // namespace newsidx::segment
