// cli/unknown_arguments.h: what is said of arguments that the command line knows nothing of.
#pragma once

#include <newsidx/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace newsidx::cli {

struct KnownCommand {
  std::string name;
  std::vector<std::string> options;  ///< "-n", "--limit"
  bool takes_query = false;
};

[[nodiscard]] Error unknown_command(std::string_view name,
                                    const std::vector<KnownCommand>& commands);

/// @param argument  as typed: "-x", "--limt=5"
[[nodiscard]] Error unknown_option(std::string_view argument, const KnownCommand& command);

/// Of an option before the command: there are few, and most that stand there belong behind it.
[[nodiscard]] Error misplaced_option(std::string_view argument,
                                     const std::vector<std::string>& root_options,
                                     const std::vector<KnownCommand>& commands);

}  // namespace newsidx::cli
