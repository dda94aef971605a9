#include "cli/unknown_arguments.h"

#include <algorithm>

#include "cli/suggestions.h"

namespace newsidx::cli {
namespace {

std::string_view name_in(std::string_view argument) {
  return argument.substr(0, argument.find('='));
}

std::vector<std::string> long_names(std::vector<std::string> options) {
  std::erase_if(options, [](const std::string& option) { return !option.starts_with("--"); });
  return options;
}

Error wrong(const std::string& what, std::string_view argument, const std::string& meant,
            Hint otherwise) {
  const std::string message = what + " '" + std::string(argument) + "'" + meant;
  return {ErrorCode::invalid_argument, message, meant.empty() ? std::move(otherwise) : Hint()};
}

}  // namespace

Error unknown_command(std::string_view name, const std::vector<KnownCommand>& commands) {
  std::vector<std::string> names;
  for (const KnownCommand& command : commands) names.push_back(command.name);
  return wrong("unknown command", name, did_you_mean(name, names), "newsidx --help");
}

Error unknown_option(std::string_view argument, const KnownCommand& command) {
  const bool is_long = argument.starts_with("--");
  const std::string meant =
      is_long ? did_you_mean(name_in(argument), long_names(command.options)) : "";
  if (!command.takes_query) {
    return wrong("unknown option", argument, meant, Hint("newsidx ", command.name, " --help"));
  }
  return wrong("unknown option", argument, meant,
               Hint("'--' before a query that begins with a hyphen: newsidx ", command.name, " -- ",
                    argument));
}

Error misplaced_option(std::string_view argument, const std::vector<std::string>& root_options,
                       const std::vector<KnownCommand>& commands) {
  const std::string name(name_in(argument));
  for (const KnownCommand& command : commands) {
    if (std::ranges::find(command.options, name) == command.options.end()) continue;
    return {ErrorCode::invalid_argument,
            "unknown option '" + std::string(argument) + "' before the command",
            Hint("newsidx ", command.name, " ", name, " ...")};
  }
  return wrong("unknown option", argument, did_you_mean(name, long_names(root_options)),
               "newsidx --help");
}

}  // namespace newsidx::cli
