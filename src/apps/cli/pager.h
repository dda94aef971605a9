// cli/pager.h
//
// Results that are longer than the terminal go through a pager, as git's do: NEWSIDX_PAGER, else
// PAGER, else less, which with the options that it is given (LESS=FRX, unless LESS is set) shows
// what fits at once and ends.
#pragma once

#include <sys/types.h>

#include <string>

namespace newsidx::cli {

/// The command, for a shell. Empty: none, for it is "cat" or empty, or less is not installed.
[[nodiscard]] std::string pager_command();

/// Whether it is less, which passes colours and links on.
[[nodiscard]] bool is_less(const std::string& command);

class Pager {
 public:
  Pager() = default;
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;
  ~Pager() { finish(); }

  /// Starts it, and leads standard output there, and standard error where that is a terminal.
  /// Who quits it has seen enough: from here on, a broken pipe is no signal but an error of
  /// writing.
  /// @return false: it cannot be started, and all is as it was
  [[nodiscard]] bool start(const std::string& command);

  /// Closes what it reads, and waits until it was quit. Again, it does nothing.
  void finish();

 private:
  pid_t process_ = -1;
  int output_ = -1, errors_ = -1;  // what the streams were; -1: as they are
};

}  // namespace newsidx::cli
