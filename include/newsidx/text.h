// newsidx/text.h
//
// How wide a text is on a terminal. Text of articles is UTF-8 in any script.
#pragma once

#include <newsidx/export.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newsidx {

/// A character (code point) of a text.
struct DisplayChar {
  char32_t code_point = 0;   ///< U+FFFD for bytes that are not UTF-8
  std::uint8_t bytes = 0;    ///< that it takes in the text, >= 1
  std::uint8_t columns = 0;  ///< 0 (combining marks, controls), 1, or 2 (East Asian wide, emoji)
};

/// The character that begins at byte `at`. REQUIRES at < text.size().
[[nodiscard]] NEWSIDX_EXPORT DisplayChar display_char(std::string_view text,
                                                      std::size_t at) noexcept;

/// Columns that a text takes on a terminal. Cost: linear.
[[nodiscard]] NEWSIDX_EXPORT std::size_t display_width(std::string_view text) noexcept;

}  // namespace newsidx
