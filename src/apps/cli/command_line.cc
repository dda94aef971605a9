#include "cli/command_line.h"

#include <newsidx/version.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "cli/arguments.h"
#include "cli/cli11_options.h"
#include "cli/command.h"
#include "cli/help_text.h"
#include "cli/terminal.h"

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
  commands.push_back(make_query_command());
  commands.push_back(make_show_command());
  commands.push_back(make_stats_command());
  commands.push_back(make_terms_command());
  commands.push_back(make_explain_command());
  commands.push_back(make_check_command());
  return commands;
}

void declare_shared(Options& options, SharedOptions& shared) {
  options.group("Options of every command");
  options.once("--index", shared.index, "PATH", "the folder of the index");
  options.color("--color", shared.color, "colours and marks: auto, always or never");
  options.flag("-q,--quiet", shared.quiet, "no messages but errors");
}

std::vector<KnownOption> known_options(const CLI::App& app) {
  std::vector<KnownOption> known;
  for (const CLI::Option* option : app.get_options()) {
    const bool takes_value = option->get_items_expected_max() > 0;
    for (const std::string& name : option->get_snames()) known.push_back({"-" + name, takes_value});
    for (const std::string& name : option->get_lnames()) {
      known.push_back({"--" + name, takes_value});
    }
  }
  return known;
}

/// "Usage: newsidx query [OPTIONS] QUERY...": no argument of ours may be left out.
class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(kHelpColumn);
    label("SUBCOMMAND", "COMMAND");
    label("Positionals", "Arguments");
  }

  std::string make_option_usage(const CLI::Option* option) const override {
    return make_option_name(option, true) + (option->get_expected_max() > 1 ? "..." : "");
  }
};

/// The whole grammar, and the commands behind it.
class Grammar {
 public:
  explicit Grammar(SharedOptions& shared) : root_options_(root_) {
    root_.formatter(std::make_shared<HelpFormatter>());
    root_.set_version_flag("-V,--version", std::string("newsidx ") + version(),
                           "Print the version");
    root_.set_help_flag("-h,--help", "Print this help");
    root_.footer(kOverview);
    root_.require_subcommand(1);
    declare_shared(root_options_, shared);
    for (auto& command : all_commands()) add(std::move(command), shared);
  }

  [[nodiscard]] Result<Arguments> sort(const std::vector<std::string>& arguments) const {
    std::vector<KnownCommand> known;
    for (const auto& entry : entries_) {
      known.push_back({.name = entry->command->name(),
                       .options = known_options(*entry->app),
                       .takes_query = entry->command->takes_query()});
    }
    return sort_arguments(arguments, known_options(root_), known);
  }

  /// Reads everything into what it was bound to, and gives the command.
  /// Throws CLI::ParseError, also when help or the version is asked for.
  [[nodiscard]] Result<Command*> parse(const Arguments& sorted) {
    std::vector<std::string> line = sorted.before;
    if (!sorted.command.empty()) line.push_back(sorted.command);
    line.insert(line.end(), sorted.options.begin(), sorted.options.end());
    std::ranges::reverse(line);  // CLI11 takes them from the back
    root_.parse(std::move(line));
    const auto chosen =
        std::ranges::find_if(entries_, [](const auto& entry) { return entry->app->parsed(); });
    if (auto status = (*chosen)->options.fill(sorted.texts); !status) {
      return fail(std::move(status).error());
    }
    return (*chosen)->command.get();
  }

  [[nodiscard]] std::string help() const {
    std::string text = root_.help();  // of the command that was parsed, if there is one
    std::size_t at = 0;
    while ((at = text.find("\n\n\n", at)) != std::string::npos) text.erase(at, 1);
    return wrap_help(text, std::min(terminal_width(STDOUT_FILENO), kWidestHelp));
  }

 private:
  struct Entry {
    Entry(std::unique_ptr<Command> command_in, CLI::App& app_in)
        : command(std::move(command_in)), app(&app_in), options(app_in) {}
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

  CLI::App root_{kDescription, "newsidx"};
  Cli11Options root_options_;
  std::vector<std::unique_ptr<Entry>> entries_;
};

/// `newsidx help query` is `newsidx query --help`.
std::vector<std::string> with_help_as_option(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

ExitCode misused(Session& session, const std::string& message, const std::string& command) {
  const std::string help = command.empty() ? "newsidx --help" : "newsidx " + command + " --help";
  session.console.error(message + " (try: " + help + ")");
  return ExitCode::error;
}

}  // namespace

ExitCode run_command_line(const std::vector<std::string>& arguments) {
  Session session;
  Grammar grammar(session.options);
  if (arguments.empty()) {
    session.console.draw(grammar.help());
    return ExitCode::error;
  }
  const auto sorted = grammar.sort(with_help_as_option(arguments));
  if (!sorted) return session.report(sorted.error());
  try {
    const auto command = grammar.parse(*sorted);
    if (!command) return misused(session, command.error().message, sorted->command);
    session.console.configure(session.options.color, session.options.quiet);
    return session.console.finish((*command)->run(session));
  } catch (const CLI::CallForHelp&) {
    session.console.print(grammar.help());
  } catch (const CLI::CallForVersion& version) {
    session.console.print(std::string(version.what()) + '\n');
  } catch (const CLI::ParseError& error) {
    return misused(session, error.what(), sorted->command);
  }
  return session.console.finish(ExitCode::ok);
}

}  // namespace newsidx::cli
