// source/warc/header_text.h
//
// Heads as HTTP, WARC and MIME write them: lines "Name: value", then an empty line.
//
// Lines end in CR LF or LF; a line that begins with a blank goes on the value above it.
// Threads: pure functions.   Cost: linear; nothing is allocated but what is returned as a string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::source {

/// Size of a head with its empty line; npos when the text ends before that line.
[[nodiscard]] std::size_t head_bytes(std::string_view text);

/// The value of the first field of that name (in any case) without the blanks around it; empty when
/// there is none. Of a value over several lines the line ends are part.
[[nodiscard]] std::string_view header_value(std::string_view head, std::string_view name);

/// "text/html; charset=UTF-8"
struct MediaType {
  std::string name;     ///< in small letters
  std::string charset;  ///< as written, without quotes
};
[[nodiscard]] MediaType parse_media_type(std::string_view value);
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Digits and nothing else; nothing for what is none, or too large.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view digits, int base = 10);

/// Takes a line off the front, without its end.
[[nodiscard]] std::string_view take_line(std::string_view& text);

/// Without line ends at its end.
[[nodiscard]] std::string_view without_end_lines(std::string_view text);

}  // namespace newsidx::source
