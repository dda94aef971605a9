// cli/arguments.h
//
// Tells options from the rest before CLI11 reads them, for two reasons: a query may begin with a
// hyphen ('-Kerry ceasefire'), and an unknown name shall be answered with the one that was meant.
//
// An argument is an option only if its name is one of the command's, letter by letter. What begins
// with a hyphen and holds a blank is text; so is "-", and all that follows "--".
#pragma once

#include <newsidx/result.h>

#include <string>
#include <vector>

namespace newsidx::cli {

struct KnownOption {
  std::string name;  ///< "-n" or "--limit"
  bool takes_value = false;
};

struct KnownCommand {
  std::string name;
  std::vector<KnownOption> options;
  bool takes_query = false;
};

struct Arguments {
  std::vector<std::string> before;   ///< options before the command
  std::string command;               ///< empty: none was given
  std::vector<std::string> options;  ///< of the command, with their values
  std::vector<std::string> texts;    ///< everything else, in its order
};

/// @errors invalid_argument  an unknown command or option
[[nodiscard]] Result<Arguments> sort_arguments(const std::vector<std::string>& arguments,
                                               const std::vector<KnownOption>& root_options,
                                               const std::vector<KnownCommand>& commands);

}  // namespace newsidx::cli
