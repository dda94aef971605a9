// source/limit_message.h: what is said of a record that is too long.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::source {

/// "the line is longer than 1000 bytes (try: a larger --max-record)"
[[nodiscard]] inline std::string limit_message(std::string_view what, std::uint64_t max_bytes) {
  return std::string(what) + " is longer than " + std::to_string(max_bytes) +
         " bytes (try: a larger --max-record)";
}

}  // namespace newsidx::source
