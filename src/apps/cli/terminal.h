// cli/terminal.h
//
// What a stream leads to, and what may therefore be sent to it.
#pragma once

#include <cstdint>
#include <string>

namespace newsidx::cli {

enum class ColorMode : std::uint8_t { automatic, always, never };

/// What decides about colour besides --color; a value, so that the rule can be tested by itself.
struct ColorFacts {
  bool is_terminal = false;
  std::string no_color;     ///< NO_COLOR: not empty = no (https://no-color.org)
  std::string force_color;  ///< FORCE_COLOR: neither empty nor "0" = yes (https://force-color.org)
  std::string term;         ///< TERM: "dumb" or empty = no
};

[[nodiscard]] bool is_terminal(int descriptor);
[[nodiscard]] ColorFacts color_facts(int descriptor);

/// --color decides, then NO_COLOR, FORCE_COLOR, TERM, and whether it is a terminal at all.
[[nodiscard]] bool use_color(ColorMode mode, const ColorFacts& facts);

/// A terminal that can rewrite a line.
[[nodiscard]] bool can_redraw(const ColorFacts& facts);

/// Columns of the terminal, or 80 when it is none.
[[nodiscard]] unsigned terminal_width(int descriptor);

}  // namespace newsidx::cli
