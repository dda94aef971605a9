// cli/cli11_options.h
//
// The options of one command, in CLI11's terms. Included by command_line.cc alone: each file that
// sees CLI11 takes ten seconds to compile.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/guarded_texts.h"
#include "cli/numbers.h"
#include "cli/options.h"
#include "cli/render/number_text.h"

namespace newsidx::cli {

class Cli11Options final : public Options {
 public:
  explicit Cli11Options(CLI::App& app) : app_(app) {}

  void flag(const char* names, bool& target, const char* help) override {
    app_.add_flag_callback(
            names, [&target] { target = true; }, help)
        ->disable_flag_override()
        ->group(group_);
  }

  void text(const char* names, std::string& target, const char* value_name,
            const char* help) override {
    add(names, value_name, help, "", [&target](const std::string& value) {
      target = value;
      return std::string();
    });
  }

  void once(const char* names, std::string& target, const char* value_name,
            const char* help) override {
    add_list(names, value_name, help, [&target](const CLI::results_t& values) {
      if (values.size() > 1 || !target.empty()) {
        return "is given twice: '" + (target.empty() ? values[0] : target) + "' and '" +
               values.back() + "'";
      }
      target = values[0];
      return std::string();
    });
  }

  void list(const char* names, std::vector<std::string>& target, const char* value_name,
            const char* help) override {
    add_list(names, value_name, help, [&target](const CLI::results_t& values) {
      // The option of a command and the one before it have one target.
      target.insert(target.end(), values.begin(), values.end());
      return std::string();
    });
  }

  void texts(const char* names, std::vector<std::string>& target, const char* value_name,
             const char* help) override {
    add_list(names, value_name, help, [&target](const CLI::results_t& values) {
      target = values;
      return std::string();
    });
  }

  void count(const char* names, std::uint32_t& target, const char* help) override {
    add(names, "N", help, std::to_string(target),
        reader(target, parse_number<std::uint32_t>, "a whole number"));
  }

  void count(const char* names, std::optional<std::uint32_t>& target, const char* help) override {
    add(names, "N", help, "", reader(target, parse_number<std::uint32_t>, "a whole number"));
  }

  void number(const char* names, float& target, const char* help) override {
    add(names, "X", help, fixed(target, 2), reader(target, parse_number<float>, "a number"));
  }

  void size(const char* names, std::uint64_t& target, const char* help) override {
    add(names, "SIZE", help, short_size_text(target),
        reader(target, parse_size, "a size such as 512M or 2G"));
  }

  void duration(const char* names, std::optional<std::chrono::microseconds>& target,
                const char* help) override {
    add(names, "TIME", help, "", reader(target, parse_duration, "a time such as 200ms or 2s"));
  }

  void toggle(const char* names, std::optional<bool>& target, const char* help) override {
    add(names, "WHEN", help, "auto", reader(target, parse_toggle, "one of auto, on, off"));
  }

  void offsets(const char* names, Offsets& target, const char* help) override {
    add(names, "UNIT", help, "bytes", reader(target, parse_offsets, "one of bytes, characters"));
  }

  void color(const char* names, ColorMode& target, const char* help) override {
    add(names, "WHEN", help, "auto", reader(target, parse_color, "one of auto, always, never"));
  }

  void argument(const char* name, std::string& target, const char* help) override {
    add_argument(name, help, [&target](const CLI::results_t& values) {
      target = unguarded(values[0]);
      return true;
    });
  }

  void arguments(const char* name, std::vector<std::string>& target, const char* help) override {
    add_argument(name, help, reader_of_all(target))
        ->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args();
  }

  void optional_arguments(const char* name, std::vector<std::string>& target,
                          const char* help) override {
    add_argument(name, help, reader_of_all(target))
        ->required(false)
        ->expected(0, CLI::detail::expected_max_vector_size)
        ->allow_extra_args();
  }

  void group(const char* heading) override { group_ = heading == nullptr ? "" : heading; }

 private:
  static CLI::callback_t reader_of_all(std::vector<std::string>& target) {
    return [&target](const CLI::results_t& values) {
      target.clear();
      for (const std::string& value : values) target.push_back(unguarded(value));
      return true;
    };
  }

  CLI::Option* add_argument(const char* name, const char* help, const CLI::callback_t& read) {
    return app_.add_option(name, read, help)->required()->type_name("");
  }

  /// Gives the complaint about the value, or an empty string.
  using Read = std::function<std::string(const std::string&)>;

  template <class T, class Parse>
  static Read reader(T& target, Parse parse, const char* expected) {
    return [&target, parse, expected](const std::string& value) -> std::string {
      // Not an optional of T: what `parse` gives may be one of those itself, and empty.
      auto parsed = parse(value);
      if (!parsed) return "'" + value + "' is not " + expected;
      target = *std::move(parsed);
      return {};
    };
  }

  static std::optional<ColorMode> parse_color(std::string_view text) {
    if (text == "auto") return ColorMode::automatic;
    if (text == "always") return ColorMode::always;
    if (text == "never") return ColorMode::never;
    return std::nullopt;
  }

  static std::optional<Offsets> parse_offsets(std::string_view text) {
    if (text == "bytes") return Offsets::bytes;
    if (text == "characters") return Offsets::characters;
    return std::nullopt;
  }

  static std::optional<std::optional<bool>> parse_toggle(std::string_view text) {
    if (text == "auto") return std::optional<bool>();
    if (text == "on") return true;
    if (text == "off") return false;
    return std::nullopt;
  }

  /// @param value  the default; empty: none, or `help` tells it
  void add(const std::string& names, const char* value_name, const std::string& help,
           const std::string& value, Read read) {
    const std::string name = names.substr(names.rfind(',') + 1);
    const auto callback = [name, read = std::move(read)](const CLI::results_t& values) {
      const std::string complaint = read(unguarded(values.back()));
      if (!complaint.empty()) throw CLI::ValidationError(name, complaint);
      return true;
    };
    CLI::Option* const option = app_.add_option(names, callback, help)
                                    ->type_name(value_name)
                                    ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
                                    ->group(group_);
    if (help.find("(default") == std::string::npos) option->default_str(value);
  }

  void add_list(const std::string& names, const char* value_name, const std::string& help,
                std::function<std::string(const CLI::results_t&)> read) {
    const auto callback = [names, read = std::move(read)](CLI::results_t values) {
      for (std::string& value : values) value = unguarded(std::move(value));
      const std::string complaint = read(values);
      if (!complaint.empty()) throw CLI::ValidationError(names, complaint);
      return true;
    };
    app_.add_option(names, callback, help)
        ->type_name(value_name)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(group_);
  }

  CLI::App& app_;
  std::string group_ = "Options";
};

}  // namespace newsidx::cli
