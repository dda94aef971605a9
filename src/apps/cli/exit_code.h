// cli/exit_code.h: what the process answers to the shell.
#pragma once

namespace newsidx::cli {

enum class ExitCode : int {
  ok = 0,             ///< done; something was found
  no_match = 1,       ///< done; nothing was found
  error = 2,          ///< wrong use, bad input, or the system refused
  interrupted = 130,  ///< asked to stop (128 + SIGINT)
};

}  // namespace newsidx::cli
