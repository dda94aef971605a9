// common/driver.cc
//
// The protocol of README.md around an engine. The one file of the drivers that includes CLI11,
// which takes long to compile.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>

#include "common/command.h"
#include "common/corpus.h"
#include "common/engine.h"
#include "common/live.h"
#include "common/stopwatch.h"

namespace newsidx::bench {

namespace {

constexpr int kBadUsage = 2;
constexpr std::string_view kUnsupported = "UNSUPPORTED";

struct Arguments {
  BuildOrder order;
  std::string folder;
  std::string queries;
  std::string command;
  std::string warm_queries;
  TimingOptions timing;
  std::string reader_in;
  std::string reader_out;
};

void build(const Driver& driver, const BuildOrder& order) {
  if (!std::filesystem::is_regular_file(order.corpus)) {
    throw std::runtime_error("no such corpus: " + order.corpus);
  }
  if (std::filesystem::exists(order.folder)) {
    throw std::runtime_error("exists already: " + order.folder + " (try: another folder)");
  }
  driver.build(order);
}

std::unique_ptr<Engine> open(const Driver& driver, const std::string& folder, Use use) {
  if (!std::filesystem::is_directory(folder)) {
    throw std::runtime_error("no index at " + folder + " (try: build CORPUS " + folder + ")");
  }
  return driver.open(folder, use);
}

Command need_command(const std::string& name) {
  const std::optional<Command> command = command_named(name);
  if (!command) {
    throw std::runtime_error("no such command: '" + name +
                             "' (try: COUNT, TOP_10, TOP_100, TOP_1000, TOP_10_COUNT, "
                             "TOP_100_COUNT)");
  }
  return *command;
}

std::string line_of(const Command& command, const Answer& answer) {
  std::string line = command.counts ? std::to_string(*answer.count) : "";
  if (command.counts && command.limit > 0) line += '\t';
  char text[64];
  for (std::size_t i = 0; i < answer.hits.size(); ++i) {
    const Hit& hit = answer.hits[i];
    const int length =
        std::snprintf(text, sizeof text, "%s%u:%.7g", i == 0 ? "" : " ", hit.document, hit.score);
    line.append(text, static_cast<std::size_t>(length));
  }
  return line;
}

/// Messages of several lines must not look like several answers.
std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string reply(Engine& engine, const std::string& line, Answer& answer) try {
  const std::size_t tab = line.find('\t');
  if (tab == std::string::npos) throw std::runtime_error("the line is not COMMAND<TAB>QUERY");
  const Command command = need_command(line.substr(0, tab));
  const bool is_answered = ask(engine, command, std::string_view(line).substr(tab + 1), answer);
  return is_answered ? line_of(command, answer) : std::string(kUnsupported);
} catch (const std::exception& error) {
  return "ERROR " + on_one_line(error.what());
}

void serve(Engine& engine) {
  Answer answer;
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << reply(engine, line, answer) << '\n' << std::flush;
  }
}

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read the queries: " + path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  if (lines.empty()) throw std::runtime_error("no queries in " + path);
  return lines;
}

void time(const Driver& driver, Arguments arguments) {
  const Command command = need_command(arguments.command);
  const std::vector<std::string> queries = read_lines(arguments.queries);
  if (!arguments.warm_queries.empty()) {
    arguments.timing.warm_queries = read_lines(arguments.warm_queries);
  }
  const auto engine = open(driver, arguments.folder, Use::timing);
  const Timings timings = time_queries(*engine, command, queries, arguments.timing);
  const Warming& warming = timings.warming;
  std::printf("warmed\t%.2f\t%llu\t%s\n", warming.seconds,
              static_cast<unsigned long long>(warming.executions),
              warming.is_steady ? "steady" : "rising");
  for (const auto& timing : timings.of_queries) {
    if (timing) {
      std::printf("%.2f\t%.2f\t%llu\n", timing->minimum_us, timing->median_us,
                  static_cast<unsigned long long>(timing->result));
    } else {
      std::printf("%s\n", kUnsupported.data());
    }
  }
}

void live(const Driver& driver, const Arguments& given) {
  if (std::filesystem::exists(given.folder)) {
    throw std::runtime_error("exists already: " + given.folder + " (try: another folder)");
  }
  std::vector<std::string> texts;
  for (CorpusReader corpus(given.order.corpus); corpus.next();) texts.emplace_back(corpus.text());
  const auto index = driver.open_live(given.folder);
  serve_live(*index, texts, std::cin, std::cout, given.reader_in, given.reader_out);
}

}  // namespace

int run_driver(const Driver& driver, int argc, char** argv) try {
  Arguments given;
  CLI::App app("Drives a search engine for the benchmarks (bench/peers/README.md).");
  app.require_subcommand(1);
  CLI::App* version_command = app.add_subcommand("version", "the engine's name and version");

  CLI::App* build_command = app.add_subcommand("build", "index a corpus into a new folder");
  build_command->add_option("CORPUS", given.order.corpus)->required();
  build_command->add_option("INDEX_DIR", given.order.folder)->required();
  build_command->add_option("--threads", given.order.threads)->check(CLI::Range(1u, 1024u));
  if (driver.has_bigrams) build_command->add_option("--bigrams", given.order.bigrams);

  CLI::App* serve_command = app.add_subcommand("serve", "answer lines of standard input");
  serve_command->add_option("INDEX_DIR", given.folder)->required();

  CLI::App* time_command = app.add_subcommand("time", "time the queries of a file");
  time_command->add_option("INDEX_DIR", given.folder)->required();
  time_command->add_option("QUERIES", given.queries)->required();
  time_command->add_option("COMMAND", given.command)->required();
  time_command->add_option("--passes", given.timing.passes)->check(CLI::Range(1u, 1'000'000u));
  time_command->add_option("--max-seconds", given.timing.max_seconds)->check(CLI::PositiveNumber);
  time_command->add_option("--warm-seconds", given.timing.warm_seconds)->check(CLI::PositiveNumber);
  time_command->add_option("--warm-executions", given.timing.warm_executions);
  time_command->add_option("--warm-queries", given.warm_queries);
  time_command->add_flag("--once", given.timing.once);
  if (driver.remembers) time_command->add_flag("--forget", given.timing.forgets);

  CLI::App* live_command = nullptr;
  if (driver.open_live != nullptr) {
    live_command = app.add_subcommand("live", "change a new index and ask it at the same time");
    live_command->add_option("INDEX_DIR", given.folder)->required();
    live_command->add_option("CORPUS", given.order.corpus)->required();
    live_command->add_option("READER_IN", given.reader_in)->required();
    live_command->add_option("READER_OUT", given.reader_out)->required();
  }

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  }
  if (*version_command) std::cout << driver.version << '\n';
  if (*build_command) build(driver, given.order);
  if (*serve_command) serve(*open(driver, given.folder, Use::serving));
  if (live_command != nullptr && *live_command) live(driver, given);
  if (*time_command) time(driver, std::move(given));
  return 0;
} catch (const std::exception& error) {
  std::cerr << std::filesystem::path(argv[0]).filename().string() << ": "
            << on_one_line(error.what()) << '\n';
  return kBadUsage;
}

}  // namespace newsidx::bench
