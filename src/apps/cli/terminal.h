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

/// What decides about links.
struct LinkFacts {
  std::string force = {};         ///< FORCE_HYPERLINK: "0" = no, other = yes
  std::string term = {};          ///< TERM
  std::string term_program = {};  ///< TERM_PROGRAM
  std::string vte_version = {};   ///< VTE_VERSION: of GNOME's terminal and its like
  bool other = false;  ///< WT_SESSION, KONSOLE_VERSION, KITTY_WINDOW_ID or DOMTERM is set
};
[[nodiscard]] LinkFacts link_facts();

/// Whether the terminal shows links (OSC 8) as such: others print their addresses, or garbage. None
/// tells, so they are known by name, as in the packages supports-hyperlinks of Node and Rust.
[[nodiscard]] bool has_links(const LinkFacts& facts);

/// A terminal that can rewrite a line.
[[nodiscard]] bool can_redraw(const ColorFacts& facts);

/// Columns of the terminal, or 80 when it is none.
[[nodiscard]] unsigned terminal_width(int descriptor);

}  // namespace newsidx::cli
