// base/utf8.h
//
// The little of UTF-8 that layers without ICU need: stepping through text, and mending what is not
// UTF-8 as the Unicode Standard recommends (section 3.9, "maximal subpart" replacement).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx {

struct CodePoint {
  char32_t value = 0;     // U+FFFD for an ill-formed sequence
  std::uint8_t size = 0;  // bytes, >= 1; of an ill-formed sequence its maximal subpart
  bool well_formed = false;
};

/// That of a sequence of several bytes, or an ill-formed one.
[[nodiscard]] CodePoint decode_long_utf8(std::string_view text, std::size_t at) noexcept;

/// The code point that starts at `text[at]`. REQUIRES at < text.size().
[[nodiscard]] inline CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept {
  const auto byte = static_cast<std::uint8_t>(text[at]);
  return byte < 0x80 ? CodePoint{byte, 1, true} : decode_long_utf8(text, at);
}

void append_utf8(std::string& out, char32_t code_point);

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// Replaces each ill-formed sequence by U+FFFD, in place.
/// @return how many were replaced [count]; 0 leaves the text untouched
std::size_t repair_utf8(std::string& text);

/// The largest boundary of a code point that is <= `at`, so that a cut there splits none.
[[nodiscard]] std::size_t utf8_floor(std::string_view text, std::size_t at) noexcept;

}  // namespace newsidx
