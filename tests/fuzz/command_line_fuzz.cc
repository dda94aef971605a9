// Any arguments, one a line, to the command line's grammar: guarded without loss, read or
// refused, and never run. Then each line as the value of an option of each kind: refused where its
// parser refuses it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/cli11_options.h"
#include "cli/command.h"
#include "cli/guarded_texts.h"
#include "fuzz.h"

using namespace newsidx;
using namespace newsidx::cli;

namespace {

using Words = std::vector<std::string>;

// All commands with their options, as command_line.cc puts them together.
class Grammar {
 public:
  Grammar() {
    root_.allow_extras();
    for (auto make :
         {make_build_command, make_add_command, make_watch_command, make_delete_command,
          make_merge_command, make_query_command, make_show_command, make_stats_command,
          make_terms_command, make_suggest_command, make_explain_command, make_check_command,
          make_export_command, make_snapshot_command, make_restore_command}) {
      commands_.push_back(make());
      Command& command = *commands_.back();
      CLI::App& app = *root_.add_subcommand(command.name(), command.summary());
      options_.push_back(std::make_unique<Cli11Options>(app));
      command.declare(*options_.back());
    }
  }

  void check(const Words& arguments) {
    auto line = guarded(arguments);
    if (!line) {
      NEWSIDX_CHECK(line.error().code == ErrorCode::invalid_argument);
      return;
    }
    // Nothing is lost but a "--".
    NEWSIDX_CHECK(line->size() == arguments.size() || line->size() + 1 == arguments.size());
    for (const std::string& argument : *line) {
      const std::string text = unguarded(argument);
      NEWSIDX_CHECK(std::ranges::find(arguments, text) != arguments.end());
    }
    std::ranges::reverse(*line);
    try {
      root_.parse(*std::move(line));
    } catch (const CLI::ParseError& error) {
      NEWSIDX_CHECK(std::string(error.what()) != "");
    }
  }

 private:
  CLI::App root_;
  std::vector<std::unique_ptr<Command>> commands_;
  std::vector<std::unique_ptr<Cli11Options>> options_;
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
    if (const auto bytes = parse_size(value))
      NEWSIDX_CHECK(parse_size(short_size_text(*bytes)) == bytes);
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
  while (!input.empty()) {
    arguments.emplace_back(fuzz::take_line(input));
    std::erase(arguments.back(), '\0');  // which an argument cannot hold
  }
  grammar.check(arguments);
  // What begins with a hyphen is an option to CLI11, and an empty value none: sorted out before.
  for (const std::string& value : arguments) {
    if (!value.empty() && !value.starts_with('-')) kinds.check(value);
  }
  return 0;
}
