// base/blanks.h
//
// Blanks of formats that are written in ASCII: space, tab and the ends of lines.
//
// Threads: pure functions.
#pragma once

#include <string_view>

namespace newsidx {

inline constexpr std::string_view kAsciiBlanks = " \t\r\n";

[[nodiscard]] constexpr bool is_ascii_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Without blanks at its ends.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(kAsciiBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAsciiBlanks) - begin + 1);
}

}  // namespace newsidx
