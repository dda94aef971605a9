#include "cli/console.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

namespace newsidx::cli {
namespace {

constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";
constexpr std::string_view kPlain = "\x1b[0m";

void write_to(std::FILE* stream, std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stream);
}

}  // namespace

Console::Console() { configure(ColorMode::automatic, false); }

void Console::configure(ColorMode mode, bool quiet) {
  const ColorFacts errors = color_facts(STDERR_FILENO);
  const ColorFacts results = color_facts(STDOUT_FILENO);
  style_ = {.color = use_color(mode, results),
            .width = terminal_width(STDOUT_FILENO),
            .has_bars = is_terminal(STDOUT_FILENO)};
  style_.links = style_.color && can_redraw(results) && has_links(link_facts());
  error_color_ = use_color(mode, errors);
  can_draw_ = can_redraw(errors);
  error_width_ = terminal_width(STDERR_FILENO);
  quiet_ = quiet;
}

void Console::use_pager() {
  if (!can_redraw(color_facts(STDOUT_FILENO))) return;
  pager_command_ = pager_command();
  if (!pager_command_.empty() && !is_less(pager_command_)) style_.links = false;
}

void Console::start_pager() {
  const std::string command = std::exchange(pager_command_, {});
  if (!command.empty() && !pager_.start(command))
    warning("cannot start the pager '" + command + "'");
}

void Console::print(std::string_view results) {
  if (write_error_ != 0) return;
  if (!results.empty()) start_pager();
  errno = 0;
  write_to(stdout, results);
  // Flushed at once, so that a message which follows comes after the results on a terminal.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    write_error_ = errno != 0 ? errno : EIO;
  }
}

void Console::say(std::string_view label, std::string_view ansi, std::string_view message) {
  std::string line = "newsidx: ";
  if (error_color_) line += ansi;
  line += label;
  if (error_color_) line += kPlain;
  line += message;
  line += '\n';
  write_to(stderr, line);  // one call, so that lines of several threads do not mix
}

void Console::error(std::string_view message) { say("error: ", kRed, message); }

void Console::warning(std::string_view message) {
  if (!quiet_) say("warning: ", kYellow, message);
}

void Console::note(std::string_view message) {
  if (quiet_) return;
  std::string lines(message);
  if (!lines.ends_with('\n')) lines += '\n';
  write_to(stderr, lines);
}

void Console::draw(std::string_view raw) { write_to(stderr, raw); }

ExitCode Console::finish(ExitCode so_far) {
  pager_.finish();
  // A reader that has seen enough (`| head`) is no error, and needs no message.
  if (write_error_ == 0 || write_error_ == EPIPE) return so_far;
  error(std::string("cannot write the results to standard output: ") + std::strerror(write_error_));
  return ExitCode::error;
}

void occupy_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // open() gives the lowest free number, which is this one.
    const int opened = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened != descriptor && opened != -1) close(opened);
  }
}

}  // namespace newsidx::cli
