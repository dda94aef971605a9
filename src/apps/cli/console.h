// cli/console.h
//
// The two streams of the process: results go to standard output, everything else to standard error.
//
// A failed write (disk full, closed pipe) is remembered and answered once, by finish().
// Threads: error(), warning(), note() and draw() may be called from any; print() from one.
#pragma once

#include <string>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/pager.h"
#include "cli/render/render.h"
#include "cli/terminal.h"

namespace newsidx::cli {

class Console {
 public:
  Console();

  void configure(ColorMode mode, bool quiet);
  /// Where standard output is a terminal, the results are to go through a pager (pager.h). It is
  /// started by the first of them.
  void use_pager();

  /// How results are to be drawn on standard output.
  [[nodiscard]] TextStyle style() const { return style_; }

  /// Whether progress can be drawn on standard error, and how wide.
  [[nodiscard]] bool can_draw() const { return can_draw_; }
  [[nodiscard]] unsigned error_width() const { return error_width_; }

  void print(std::string_view results);
  /// False once results could not be written: there is no use in more of them.
  [[nodiscard]] bool can_print() const { return write_error_ == 0; }

  void error(std::string_view message);
  void warning(std::string_view message);  ///< not when quiet
  void note(std::string_view message);     ///< not when quiet; one line or several
  void draw(std::string_view raw);         ///< as it is, at once

  /// The process's answer: an error when not all results could be written.
  [[nodiscard]] ExitCode finish(ExitCode so_far);

 private:
  void say(std::string_view label, std::string_view ansi, std::string_view message);

  void start_pager();

  TextStyle style_;
  Pager pager_;
  std::string pager_command_;  // not started yet; empty: none is to be
  bool error_color_ = false;
  bool can_draw_ = false;
  bool quiet_ = false;
  unsigned error_width_ = 80;
  int write_error_ = 0;  // errno of the first failed write of results
};

/// Opens what was closed of the descriptors 0, 1 and 2, so that no file of the index gets one of
/// them and is written over by a message. They are opened the wrong way round: using them fails.
void occupy_standard_descriptors();

}  // namespace newsidx::cli
