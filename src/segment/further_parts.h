// segment/further_parts.h
//
// Numbered parts at the end of a record, by which later versions may say more: a reader passes over
// those that it does not know. There are none yet.
//
//   parts := part_count:varint (number:varint bytes:prefixed)*
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace newsidx::segment {

inline void append_no_parts(std::string& out) { append_varint(out, 0); }

/// Reads over all parts; `in` tells whether they were whole.
inline void skip_parts(ByteReader& in) {
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    in.varint();
    in.prefixed();
  }
}

}  // namespace newsidx::segment
