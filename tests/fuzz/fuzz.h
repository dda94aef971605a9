// What a fuzz target starts with: the input, and bytes taken from its front as small numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"

namespace newsidx::fuzz {

[[nodiscard]] inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Takes a byte off the front; 0 when there is none.
inline std::uint8_t take_byte(std::string_view& input) {
  if (input.empty()) return 0;
  const auto byte = static_cast<std::uint8_t>(input.front());
  input.remove_prefix(1);
  return byte;
}

/// Two of them, the higher first.
inline std::uint32_t take_number(std::string_view& input) {
  const std::uint32_t high = take_byte(input);
  return high << 8 | take_byte(input);
}

/// Takes what stands before the next line break, or everything.
inline std::string_view take_line(std::string_view& input) {
  const std::string_view line = input.substr(0, input.find('\n'));
  input.remove_prefix(line.size());
  if (!input.empty()) input.remove_prefix(1);
  return line;
}

}  // namespace newsidx::fuzz

// Called by libFuzzer for every input; defined by each target.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
