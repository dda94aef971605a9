// cli/help_formatter.h
//
// The help of a command, wrapped to the terminal. Included by command_line.cc alone, as all that
// sees CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace newsidx::cli {

class HelpFormatter final : public CLI::Formatter {
 public:
  explicit HelpFormatter(unsigned columns) : columns_(std::max(columns, 2 * kColumn)) {
    column_width(kColumn);
    label("SUBCOMMAND", "COMMAND");
    label("Positionals", "Arguments");
  }

  /// "  --limit N            articles to show (default 10)"
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string name = "  " + make_option_name(option, is_positional);
    if (!is_positional) name += make_option_opts(option);
    if (name.size() < kColumn) {
      name.resize(kColumn, ' ');
    } else {
      name += '\n' + std::string(kColumn, ' ');
    }
    return name + wrapped(make_option_desc(option), kColumn) + '\n';
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    return option->get_type_name().empty() ? "" : ' ' + option->get_type_name();
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    const std::string& value = option->get_default_str();
    return option->get_description() + (value.empty() ? "" : " (default " + value + ')');
  }

  /// As CLI11 has it, but for blank lines between groups: one.
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    std::string text =
        make_description(app) + make_usage(app, std::move(name)) + make_positionals(app);
    for (const std::string& group : app->get_groups()) {
      const auto options = app->get_options([&group](const CLI::Option* option) {
        return option->get_group() == group && option->nonpositional();
      });
      if (!group.empty() && !options.empty()) text += make_group(group, false, options);
    }
    return text + make_subcommands(app, mode) + '\n' + make_footer(app);
  }

  /// Running text is wrapped; indented lines are examples and stay as they are.
  std::string make_footer(const CLI::App* app) const override {
    const std::string footer = app->get_footer() + '\n';
    std::string text;
    for (std::size_t begin = 0; begin < footer.size();) {
      const std::size_t end = footer.find('\n', begin);
      const std::string line = footer.substr(begin, end - begin);
      text += (line.starts_with(' ') ? line : wrapped(line, 0)) + '\n';
      begin = end + 1;
    }
    return text;
  }

 private:
  static constexpr unsigned kColumn = 30;  // where the description of an option begins

  // The first line is begun already, up to `indent`. A word longer than a line stays whole.
  [[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent) const {
    const std::size_t room = columns_ - indent;
    std::string lines;
    while (text.size() > room) {
      const std::size_t blank = text.rfind(' ', room);
      if (blank == std::string_view::npos) break;
      lines.append(text.substr(0, blank)).append("\n").append(indent, ' ');
      text.remove_prefix(blank + 1);
    }
    return lines.append(text);
  }

  std::size_t columns_;
};

}  // namespace newsidx::cli
