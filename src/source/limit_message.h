// source/limit_message.h: what is said of a record that is too long.
#pragma once

#include <newsidx/hint.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::source {

/// "the line is longer than 1000 bytes (try: a larger max_record_bytes)"
[[nodiscard]] inline Remark limit_message(std::string_view what, std::uint64_t max_bytes) {
  return {std::string(what) + " is longer than " + std::to_string(max_bytes) + " bytes",
          Hint("a larger ", HintName::max_record_bytes)};
}

}  // namespace newsidx::source
