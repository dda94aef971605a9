// cli/command_line.h
//
// From argv to a command run, and to the exit code. The one door to CLI11.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"

namespace newsidx::cli {

/// @param arguments  without the program's name
[[nodiscard]] ExitCode run_command_line(const std::vector<std::string>& arguments);

}  // namespace newsidx::cli
