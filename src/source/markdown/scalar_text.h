// source/markdown/scalar_text.h
//
// Scalars and lists on one line, as YAML and TOML write them alike.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

/// Reads the scalar that text begins with, and takes it off: "x y", 'it''s', "a\u00e9\"b".
/// @param ends  the signs that end one without quotes
[[nodiscard]] std::string take_scalar(std::string_view& text, std::string_view ends);

/// The items of "[a, 'b', c]"; lists and maps in it are left out.
[[nodiscard]] std::vector<std::string> list_items(std::string_view text);

/// Without a comment at the end: " # ..."; one in quotes is none.
[[nodiscard]] std::string_view without_comment(std::string_view line);

/// How many more brackets open than close, outside quotes.
[[nodiscard]] int open_brackets(std::string_view text);

}  // namespace newsidx::source
