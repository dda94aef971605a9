#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"

int main(int argc, char** argv) {
  using newsidx::cli::ExitCode;
  newsidx::cli::occupy_standard_descriptors();
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return static_cast<int>(newsidx::cli::run_command_line(arguments));
  } catch (const std::exception& exception) {  // memory: nothing of ours throws
    std::fprintf(stderr, "newsidx: error: %s\n", exception.what());
    return static_cast<int>(ExitCode::error);
  }
}
