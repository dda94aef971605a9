#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace newsidx::cli {
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

ColorFacts color_facts(int descriptor) {
  return {.is_terminal = is_terminal(descriptor),
          .no_color = environment("NO_COLOR"),
          .force_color = environment("FORCE_COLOR"),
          .term = environment("TERM")};
}

LinkFacts link_facts() {
  const auto is_set = [](const char* name) { return !environment(name).empty(); };
  return {.force = environment("FORCE_HYPERLINK"),
          .term = environment("TERM"),
          .term_program = environment("TERM_PROGRAM"),
          .vte_version = environment("VTE_VERSION"),
          .other = is_set("WT_SESSION") || is_set("KONSOLE_VERSION") || is_set("KITTY_WINDOW_ID") ||
                   is_set("DOMTERM")};
}

bool has_links(const LinkFacts& facts) {
  if (!facts.force.empty()) return facts.force != "0";
  // A multiplexer stands between: old ones pass the text of links on as text.
  if (facts.term.starts_with("screen") || facts.term.starts_with("tmux")) return false;
  constexpr std::string_view kPrograms[] = {"iTerm.app", "WezTerm", "vscode",
                                            "ghostty",   "Hyper",   "mintty"};
  constexpr std::string_view kTerms[] = {"xterm-kitty", "alacritty",     "foot",
                                         "foot-extra",  "xterm-ghostty", "wezterm"};
  constexpr int kFirstVte = 5000;  // 0.50
  return facts.other || std::atoi(facts.vte_version.c_str()) >= kFirstVte ||
         std::ranges::find(kPrograms, facts.term_program) != std::end(kPrograms) ||
         std::ranges::find(kTerms, facts.term) != std::end(kTerms);
}

bool can_redraw(const ColorFacts& facts) {
  return facts.is_terminal && !facts.term.empty() && facts.term != "dumb";
}

bool use_color(ColorMode mode, const ColorFacts& facts) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  if (!facts.no_color.empty()) return false;
  if (!facts.force_color.empty() && facts.force_color != "0") return true;
  return can_redraw(facts);
}

unsigned terminal_width(int descriptor) {
  constexpr unsigned kDefaultColumns = 80;
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefaultColumns;
  return size.ws_col;
}

}  // namespace newsidx::cli
