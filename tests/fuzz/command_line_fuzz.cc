// Any arguments, one a line, to the command line's own grammar: sorted without loss, read or
// refused, and never run. Then each line as the value of an option of each kind: refused where its
// parser refuses it.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/cli11_options.h"
#include "cli/command.h"
#include "fuzz.h"

using namespace newsidx;
using namespace newsidx::cli;

namespace {

using Words = std::vector<std::string>;

// All commands with their options, as command_line.cc puts them together.
class Grammar {
 public:
  Grammar() {
    for (auto make : {make_build_command, make_query_command, make_show_command, make_stats_command,
                      make_terms_command, make_explain_command, make_check_command}) {
      commands_.push_back(make());
      Command& command = *commands_.back();
      CLI::App& app = *root_.add_subcommand(command.name(), command.summary());
      options_.push_back(std::make_unique<Cli11Options>(app));
      command.declare(*options_.back());
      known_.push_back({command.name(), {{"--help", false}}, command.takes_query()});
      for (const CLI::Option* option : app.get_options()) {
        const bool takes_value = option->get_items_expected_max() > 0;
        for (const auto& name : option->get_snames()) {
          known_.back().options.push_back({"-" + name, takes_value});
        }
        for (const auto& name : option->get_lnames()) {
          known_.back().options.push_back({"--" + name, takes_value});
        }
      }
    }
  }

  void check(const Words& arguments) {
    const auto sorted = sort_arguments(arguments, {{"--help", false}}, known_);
    if (!sorted) {
      NEWSIDX_CHECK(sorted.error().code == ErrorCode::invalid_argument);
      NEWSIDX_CHECK(!sorted.error().message.empty());
      return;
    }
    // Nothing is lost but the command and a "--".
    const std::size_t kept = sorted->before.size() + sorted->options.size() + sorted->texts.size() +
                             (sorted->command.empty() ? 0 : 1);
    NEWSIDX_CHECK(kept == arguments.size() || kept + 1 == arguments.size());
    if (sorted->command.empty()) return;
    Words line = sorted->options;
    line.insert(line.begin(), sorted->command);
    std::ranges::reverse(line);
    try {
      root_.parse(std::move(line));
    } catch (const CLI::ParseError& error) {
      NEWSIDX_CHECK(std::string(error.what()) != "");
      return;
    }
    for (std::size_t i = 0; i < commands_.size(); ++i) {
      if (commands_[i]->name() == sorted->command)
        static_cast<void>(options_[i]->fill(sorted->texts));
    }
  }

 private:
  CLI::App root_;
  std::vector<std::unique_ptr<Command>> commands_;
  std::vector<std::unique_ptr<Cli11Options>> options_;
  std::vector<KnownCommand> known_;
};

// One option of each kind.
class Kinds {
 public:
  Kinds() : options_(app_) {
    options_.count("--count", count_, "");
    options_.number("--number", number_, "");
    options_.size("--size", size_, "");
    options_.duration("--duration", duration_, "");
  }

  void check(const std::string& value) {
    count_ = 0;
    duration_.reset();
    NEWSIDX_CHECK(accepts("--count", value) == parse_number<std::uint32_t>(value).has_value());
    NEWSIDX_CHECK(accepts("--number", value) == parse_number<float>(value).has_value());
    NEWSIDX_CHECK(accepts("--size", value) == parse_size(value).has_value());
    NEWSIDX_CHECK(accepts("--duration", value) == parse_duration(value).has_value());
    NEWSIDX_CHECK(duration_ == parse_duration(value));
    if (const auto bytes = parse_size(value)) NEWSIDX_CHECK(parse_size(size_text(*bytes)) == bytes);
  }

 private:
  bool accepts(const std::string& name, const std::string& value) {
    try {
      app_.parse(Words{value, name});  // from the back
      return true;
    } catch (const CLI::ParseError&) {
      return false;
    }
  }

  CLI::App app_;
  Cli11Options options_;
  std::uint32_t count_ = 0;
  float number_ = 0;
  std::uint64_t size_ = 0;
  std::optional<std::chrono::microseconds> duration_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Grammar grammar;
  static Kinds kinds;
  std::string_view input = fuzz::text(data, size);
  Words arguments;
  while (!input.empty()) arguments.emplace_back(fuzz::take_line(input));
  grammar.check(arguments);
  // What begins with a hyphen is an option to CLI11, and an empty value none: sorted out before.
  for (const std::string& value : arguments) {
    if (!value.empty() && !value.starts_with('-')) kinds.check(value);
  }
  return 0;
}
