// segment/error_context.h (private): where in a segment something is, in the words of messages.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace newsidx::segment {

[[nodiscard]] inline Failure in_segment(std::uint32_t segment, Error error) {
  return fail("segment " + std::to_string(segment), std::move(error));
}

/// A term or id between quotes, on one line (a keyword has a "\0" in it, an id may hold anything).
[[nodiscard]] inline std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text)
    out.push_back(static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c);
  return out + "'";
}

[[nodiscard]] inline Failure in_term(std::uint32_t segment, std::string_view term, Error error) {
  return in_segment(segment, fail("term " + quoted(term), std::move(error)).take());
}

}  // namespace newsidx::segment
