#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

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
