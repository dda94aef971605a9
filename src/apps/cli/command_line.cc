#include "cli/command_line.h"

#include <newsidx/version.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "cli/cli11_options.h"
#include "cli/command.h"
#include "cli/guarded_texts.h"
#include "cli/help_formatter.h"
#include "cli/terminal.h"
#include "cli/unknown_arguments.h"

namespace newsidx::cli {
namespace {

constexpr const char* kDescription = "newsidx: full-text search for news articles";

constexpr const char* kOverview = R"(Examples:
  newsidx build corpus/                  index a folder of articles
  newsidx query "Daraya siege"           the best articles, with passages
  newsidx query --count '"cessation of hostilities" -Kerry'
  newsidx query --help                   options of a command, and more examples

The index is the folder of --index, else of NEWSIDX_INDEX, else .newsidx here or in the nearest folder above (build: here).
Exit status: 0 found or done, 1 nothing found, 2 error, 130 interrupted)";

constexpr unsigned kWidestHelp = 100;

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> commands;
  commands.push_back(make_build_command());
  commands.push_back(make_add_command());
  commands.push_back(make_watch_command());
  commands.push_back(make_delete_command());
  commands.push_back(make_merge_command());
  commands.push_back(make_rebuild_command());
  commands.push_back(make_query_command());
  commands.push_back(make_similar_command());
  commands.push_back(make_export_command());
  commands.push_back(make_show_command());
  commands.push_back(make_copies_command());
  commands.push_back(make_stats_command());
  commands.push_back(make_terms_command());
  commands.push_back(make_suggest_command());
  commands.push_back(make_explain_command());
  commands.push_back(make_check_command());
  commands.push_back(make_repair_command());
  commands.push_back(make_snapshot_command());
  commands.push_back(make_restore_command());
  return commands;
}

void declare_shared(Options& options, SharedOptions& shared) {
  options.group("Options of every command");
  options.list("--index", shared.indexes, "PATH",
               "the folder of the index; of what reads articles, several may be given");
  options.color("--color", shared.color, "colours and marks: auto, always or never");
  options.flag("-q,--quiet", shared.quiet, "no messages but errors");
  options.flag("--no-pager", shared.no_pager,
               "results straight to the terminal, not through NEWSIDX_PAGER, PAGER or less");
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// The whole grammar, and the commands behind it.
class Grammar {
 public:
  explicit Grammar(SharedOptions& shared) : root_options_(root_) {
    root_.formatter(
        std::make_shared<HelpFormatter>(std::min(terminal_width(STDOUT_FILENO), kWidestHelp)));
    root_.set_version_flag("-V,--version", std::string("newsidx ") + version(),
                           "Print the version");
    root_.set_help_flag("-h,--help", "Print this help");
    root_.footer(kOverview);
    root_.require_subcommand(1);
    root_.allow_extras();  // complain() has better words for them
    declare_shared(root_options_, shared);
    for (auto& command : all_commands()) add(std::move(command), shared);
  }

  /// Reads everything into what it was bound to, and gives the command.
  /// Throws CLI::ParseError, also when help or the version is asked for.
  [[nodiscard]] Result<Command*> parse(const std::vector<std::string>& arguments) {
    if (const auto word = signed_word(arguments)) return fail(*word);
    auto line = arguments;
    std::ranges::reverse(line);  // CLI11 takes them from the back
    root_.parse(std::move(line));
    if (const auto error = unknown_argument()) return fail(*error);
    if (const auto rest = chosen()->app->remaining(); !rest.empty()) {
      return fail(misused("one argument too many: '" + unguarded(rest.front()) +
                          "' (a text of several words needs quotes)"));
    }
    return chosen()->command.get();
  }

  /// What a ParseError is about, in our words.
  [[nodiscard]] Error complain(const CLI::ParseError& error,
                               const std::vector<std::string>& arguments) const {
    if (const auto unknown = unknown_argument()) return *unknown;
    std::string message = error.what();
    const std::string name = message.substr(0, message.find_first_of(" :"));
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && chosen() != nullptr) {
      message = name + " is missing";
    } else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
      message = message.find("override") != std::string::npos
                    ? "option '--" + name + "' takes no value"
                    : "option '" + arguments.back() + "' needs a value";
    }
    return misused(std::move(message));
  }

  /// Of the command, if there is one.
  [[nodiscard]] std::string help() const { return root_.help(); }

 private:
  struct Entry {
    Entry(std::unique_ptr<Command> command_in, CLI::App& app_in)
        : command(std::move(command_in)), app(&app_in), options(app_in) {}
    [[nodiscard]] KnownCommand known() const {
      return {command->name(), option_names(*app), command->takes_query()};
    }
    std::unique_ptr<Command> command;
    CLI::App* app;
    Cli11Options options;
  };

  void add(std::unique_ptr<Command> command, SharedOptions& shared) {
    CLI::App& app = *root_.add_subcommand(command->name(), command->summary());
    app.group("Commands");
    app.footer(std::string("Examples:\n") + command->examples());
    entries_.push_back(std::make_unique<Entry>(std::move(command), app));
    Entry& entry = *entries_.back();
    entry.command->declare(entry.options);
    declare_shared(entry.options, shared);
  }

  // nullptr: no command was given.
  [[nodiscard]] const Entry* chosen() const {
    const auto entry =
        std::ranges::find_if(entries_, [](const auto& each) { return each->app->parsed(); });
    return entry == entries_.end() ? nullptr : entry->get();
  }

  [[nodiscard]] std::vector<KnownCommand> known_commands() const {
    std::vector<KnownCommand> known;
    for (const auto& entry : entries_) known.push_back(entry->known());
    return known;
  }

  [[nodiscard]] Error misused(std::string message) const {
    const std::string name =
        chosen() == nullptr ? "" : chosen()->command->name() + std::string(" ");
    return {ErrorCode::invalid_argument, std::move(message), Hint("newsidx ", name, "--help")};
  }

  // Of the arguments that nothing takes.
  [[nodiscard]] std::optional<Error> unknown_argument() const {
    const auto looks_like_option = [](const std::string& argument) {
      return argument.size() > 1 && argument.starts_with('-');
    };
    for (const std::string& argument : root_.remaining()) {
      return looks_like_option(argument)
                 ? misplaced_option(argument, option_names(root_), known_commands())
                 : unknown_command(unguarded(argument), known_commands());
    }
    if (chosen() == nullptr) return std::nullopt;
    const std::vector<std::string> rest = chosen()->app->remaining();
    if (const auto option = std::ranges::find_if(rest, looks_like_option); option != rest.end()) {
      return unknown_option(*option, chosen()->known());
    }
    return std::nullopt;
  }

  // A value glued to its letter must be a number: "-naval" is a word that somebody excludes, not a
  // limit of "aval" hits.
  [[nodiscard]] std::optional<Error> signed_word(const std::vector<std::string>& arguments) const {
    const Entry* command = nullptr;
    for (const std::string& argument : arguments) {
      for (const auto& entry : entries_) {
        if (command == nullptr && argument == entry->command->name()) command = entry.get();
      }
      if (command == nullptr || argument.size() < 3 || argument[0] != '-') continue;
      const CLI::Option* const option = command->app->get_option_no_throw(argument.substr(0, 2));
      const bool takes_value = option != nullptr && option->get_items_expected_max() > 0;
      if (takes_value && argument.find_first_not_of("0123456789", 2) != std::string::npos) {
        return unknown_option(argument, command->known());
      }
    }
    return std::nullopt;
  }

  CLI::App root_{kDescription, "newsidx"};
  Cli11Options root_options_;
  std::vector<std::unique_ptr<Entry>> entries_;
};

Status check_indexes(const SharedOptions& shared, const Command& command) {
  if (shared.indexes.size() < 2 || command.takes_several_indexes()) return {};
  return fail(ErrorCode::invalid_argument, "--index: is given twice: '" + shared.indexes[0] +
                                               "' and '" + shared.indexes[1] + "', and '" +
                                               command.name() + "' takes one");
}

/// `newsidx help query` is `newsidx query --help`.
std::vector<std::string> with_help_as_option(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

}  // namespace

ExitCode run_command_line(const std::vector<std::string>& arguments) {
  Session session;
  Grammar grammar(session.options);
  if (arguments.empty()) {
    session.console.draw(grammar.help());
    return ExitCode::error;
  }
  const auto given = guarded(with_help_as_option(arguments));
  if (!given) return session.report(given.error());
  try {
    const auto command = grammar.parse(*given);
    if (!command) return session.report(command.error());
    session.console.configure(session.options.color, session.options.quiet);
    if (const Status status = check_indexes(session.options, **command); !status) {
      return session.report(status.error());
    }
    if ((*command)->is_paged() && !session.options.no_pager) session.console.use_pager();
    return session.console.finish((*command)->run(session));
  } catch (const CLI::CallForHelp&) {
    session.console.print(grammar.help());
  } catch (const CLI::CallForVersion& version) {
    session.console.print(std::string(version.what()) + '\n');
  } catch (const CLI::ParseError& error) {
    return session.report(grammar.complain(error, *given));
  }
  return session.console.finish(ExitCode::ok);
}

}  // namespace newsidx::cli
