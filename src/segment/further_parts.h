// segment/further_parts.h
//
// Numbered parts at the end of a record, by which later versions may say more: a reader passes over
// those that it does not know.
//
//   parts := part_count:varint (number:varint bytes:prefixed)*
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/bytes.h"

namespace newsidx::segment {

/// By number.
using FurtherParts = std::map<std::uint64_t, std::string>;

inline void append_parts(std::string& out, const FurtherParts& parts) {
  append_varint(out, parts.size());
  for (const auto& [number, bytes] : parts) {
    append_varint(out, number);
    append_prefixed(out, bytes);
  }
}
inline void append_no_parts(std::string& out) { append_varint(out, 0); }

/// Reads all parts; `in` tells whether they were whole.
/// @param visit  (number, bytes)
template <class Visit>
void read_parts(ByteReader& in, Visit visit) {
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t number = in.varint();
    const std::string_view bytes = in.prefixed();
    if (in.ok()) visit(number, bytes);
  }
}

inline void skip_parts(ByteReader& in) {
  read_parts(in, [](std::uint64_t, std::string_view) {});
}

}  // namespace newsidx::segment
