#include "cli/arguments.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "cli/suggestions.h"

namespace newsidx::cli {
namespace {

using Rest = std::span<const std::string>;

const KnownOption* find(const std::vector<KnownOption>& options, std::string_view name) {
  const auto found = std::ranges::find(options, name, &KnownOption::name);
  return found == options.end() ? nullptr : &*found;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

enum class Shape {
  unknown,
  complete,     // "-q", "-qv", "-n5", "--limit=5"
  needs_value,  // "-n", "--limit": the next argument is the value
};

Shape shape_of_long(const std::vector<KnownOption>& options, std::string_view argument) {
  const std::size_t equals = argument.find('=');
  const KnownOption* const option = find(options, argument.substr(0, equals));
  if (option == nullptr) return Shape::unknown;
  if (!option->takes_value) {
    return equals == std::string_view::npos ? Shape::complete : Shape::unknown;
  }
  return equals == std::string_view::npos ? Shape::needs_value : Shape::complete;
}

/// "-qvn5": flags, then perhaps an option with its value. A value glued to its letter must be a
/// number: "-naval" is a word that somebody excludes, not a limit of "aval" hits.
Shape shape_of_short(const std::vector<KnownOption>& options, std::string_view argument) {
  for (std::size_t at = 1; at < argument.size(); ++at) {
    const KnownOption* const option = find(options, std::string{'-', argument[at]});
    if (option == nullptr) return Shape::unknown;
    if (!option->takes_value) continue;
    const std::string_view value = argument.substr(at + 1);
    if (value.empty()) return Shape::needs_value;
    return is_number(value) ? Shape::complete : Shape::unknown;
  }
  return Shape::complete;
}

bool looks_like_option(std::string_view argument) {
  return argument.size() > 1 && argument.front() == '-';
}

Shape shape_of(const std::vector<KnownOption>& options, std::string_view argument) {
  return argument.starts_with("--") ? shape_of_long(options, argument)
                                    : shape_of_short(options, argument);
}

std::vector<std::string> long_names(const std::vector<KnownOption>& options) {
  std::vector<std::string> names;
  for (const KnownOption& option : options) {
    if (option.name.starts_with("--")) names.push_back(option.name);
  }
  return names;
}

std::string unknown_option(const KnownCommand& command, std::string_view argument) {
  const std::string_view name = argument.substr(0, argument.find('='));
  const std::string message = "unknown option '" + std::string(argument) + "'";
  const std::string meant =
      argument.starts_with("--") ? did_you_mean(name, long_names(command.options)) : "";
  if (!meant.empty()) return message + meant;
  if (command.takes_query) {
    return message + " (try: '--' before a query that begins with a hyphen: newsidx " +
           command.name + " -- " + std::string(argument) + ")";
  }
  return message + " (try: newsidx " + command.name + " --help)";
}

/// Options before the command: there are few, and most that stand there belong behind it.
std::string misplaced_option(const std::vector<KnownOption>& root_options,
                             const std::vector<KnownCommand>& commands, std::string_view argument) {
  const std::string_view name = argument.substr(0, argument.find('='));
  const std::string message = "unknown option '" + std::string(argument) + "'";
  for (const KnownCommand& command : commands) {
    if (find(command.options, name) == nullptr) continue;
    return message + " before the command (try: newsidx " + command.name + " " + std::string(name) +
           " ...)";
  }
  const std::string meant = did_you_mean(name, long_names(root_options));
  return message + (meant.empty() ? " (try: newsidx --help)" : meant);
}

/// Moves the option at the front, with its value, and leaves `rest` at the last argument taken.
Status take_option(Shape shape, Rest& rest, std::vector<std::string>& options) {
  const std::string& option = rest.front();
  options.push_back(option);
  const bool value_is_empty = option.find('=') == option.size() - 1;
  if (value_is_empty || (shape == Shape::needs_value && rest.size() == 1)) {
    return fail(ErrorCode::invalid_argument, "option '" + option + "' needs a value");
  }
  if (shape == Shape::complete) return {};
  rest = rest.subspan(1);
  options.push_back(rest.front());
  return {};
}

Status sort_command(const KnownCommand& command, Rest rest, Arguments& sorted) {
  for (; !rest.empty(); rest = rest.subspan(1)) {
    const std::string& argument = rest.front();
    if (argument == "--") {
      sorted.texts.insert(sorted.texts.end(), rest.begin() + 1, rest.end());
      return {};
    }
    const Shape shape =
        looks_like_option(argument) ? shape_of(command.options, argument) : Shape::unknown;
    if (shape != Shape::unknown) {
      if (auto status = take_option(shape, rest, sorted.options); !status) return status;
    } else if (looks_like_option(argument) && argument.find(' ') == std::string::npos) {
      return fail(ErrorCode::invalid_argument, unknown_option(command, argument));
    } else {
      sorted.texts.push_back(argument);
    }
  }
  return {};
}

Result<const KnownCommand*> find_command(const std::vector<KnownCommand>& commands,
                                         const std::string& name) {
  std::vector<std::string> names;
  for (const KnownCommand& command : commands) {
    if (command.name == name) return &command;
    names.push_back(command.name);
  }
  const std::string meant = did_you_mean(name, names);
  return fail(ErrorCode::invalid_argument, "unknown command '" + name + "'" +
                                               (meant.empty() ? " (try: newsidx --help)" : meant));
}

}  // namespace

Result<Arguments> sort_arguments(const std::vector<std::string>& arguments,
                                 const std::vector<KnownOption>& root_options,
                                 const std::vector<KnownCommand>& commands) {
  Arguments sorted;
  Rest rest = arguments;
  for (; !rest.empty() && looks_like_option(rest.front()); rest = rest.subspan(1)) {
    const Shape shape = shape_of(root_options, rest.front());
    if (shape == Shape::unknown) {
      return fail(ErrorCode::invalid_argument,
                  misplaced_option(root_options, commands, rest.front()));
    }
    if (auto status = take_option(shape, rest, sorted.before); !status) {
      return fail(std::move(status).error());
    }
  }
  if (rest.empty()) return sorted;
  auto command = find_command(commands, rest.front());
  if (!command) return fail(std::move(command).error());
  sorted.command = rest.front();
  if (auto status = sort_command(**command, rest.subspan(1), sorted); !status) {
    return fail(std::move(status).error());
  }
  return sorted;
}

}  // namespace newsidx::cli
