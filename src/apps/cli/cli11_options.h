// cli/cli11_options.h
//
// The options of one command, in CLI11's terms. Included by command_line.cc alone: each file that
// sees CLI11 takes ten seconds to compile.
#pragma once

#include <newsidx/result.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/numbers.h"
#include "cli/options.h"

namespace newsidx::cli {

class Cli11Options final : public Options {
 public:
  explicit Cli11Options(CLI::App& app) : app_(app) {}

  void flag(const char* names, bool& target, const char* help) override {
    app_.add_flag_callback(
            names, [&target] { target = true; }, help)
        ->group(group_);
  }

  void text(const char* names, std::string& target, const char* value_name,
            const char* help) override {
    add(names, value_name, help, [&target](const std::string& value) {
      target = value;
      return std::string();
    });
  }

  void once(const char* names, std::string& target, const char* value_name,
            const char* help) override {
    add_list(names, value_name, help, [&target](const CLI::results_t& values) {
      // The option of a command and the one before it have one target.
      if (values.size() > 1 || !target.empty()) {
        return "is given twice: '" + (target.empty() ? values[0] : target) + "' and '" +
               values.back() + "'";
      }
      target = values[0];
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
    add(names, "N", with_default(help, std::to_string(target)),
        reader(target, parse_number<std::uint32_t>, "a whole number"));
  }

  void count(const char* names, std::optional<std::uint32_t>& target, const char* help) override {
    add(names, "N", help, reader(target, parse_number<std::uint32_t>, "a whole number"));
  }

  void number(const char* names, float& target, const char* help) override {
    add(names, "X", with_default(help, fixed(target, 2)),
        reader(target, parse_number<float>, "a number"));
  }

  void size(const char* names, std::uint64_t& target, const char* help) override {
    add(names, "SIZE", with_default(help, size_text(target)),
        reader(target, parse_size, "a size such as 512M or 2G"));
  }

  void duration(const char* names, std::optional<std::chrono::microseconds>& target,
                const char* help) override {
    add(names, "TIME", help, reader(target, parse_duration, "a time such as 200ms or 2s"));
  }

  void toggle(const char* names, std::optional<bool>& target, const char* help) override {
    add(names, "WHEN", with_default(help, "auto"),
        reader(target, parse_toggle, "one of auto, on, off"));
  }

  void offsets(const char* names, Offsets& target, const char* help) override {
    add(names, "UNIT", with_default(help, "bytes"),
        reader(target, parse_offsets, "one of bytes, characters"));
  }

  void color(const char* names, ColorMode& target, const char* help) override {
    add(names, "WHEN", with_default(help, "auto"),
        reader(target, parse_color, "one of auto, always, never"));
  }

  void argument(const char* name, std::string& target, const char* help) override {
    describe(name, help);
    slots_.push_back({.name = name, .one = &target});
  }

  void arguments(const char* name, std::vector<std::string>& target, const char* help) override {
    describe(name, help)->expected(CLI::detail::expected_max_vector_size);
    slots_.push_back({.name = name, .many = &target});
  }

  void group(const char* heading) override { group_ = heading == nullptr ? "" : heading; }

  /// Fills what argument() and arguments() declared. CLI11 only describes these in the help: it
  /// would read a text in square brackets as a list.
  [[nodiscard]] Status fill(std::vector<std::string> texts) const {
    auto next = texts.begin();
    for (const Slot& slot : slots_) {
      if (next == texts.end()) {
        return fail(ErrorCode::invalid_argument, slot.name + " is missing");
      }
      if (slot.one != nullptr) *slot.one = *next++;
      if (slot.many != nullptr) slot.many->assign(next, texts.end());
      if (slot.many != nullptr) next = texts.end();
    }
    if (next == texts.end()) return {};
    return fail(ErrorCode::invalid_argument,
                "one argument too many: '" + *next + "' (a text of several words needs quotes)");
  }

 private:
  struct Slot {
    std::string name;
    std::string* one = nullptr;
    std::vector<std::string>* many = nullptr;
  };

  CLI::Option* describe(const char* name, const char* help) {
    return app_
        .add_option(
            name, [](const CLI::results_t&) { return true; }, help)
        ->option_text(" ");
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

  static std::string with_default(const char* help, const std::string& value) {
    const std::string text = help;  // which may tell it in words
    return text.find("(default") == std::string::npos ? text + " (default " + value + ")" : text;
  }

  void add(const std::string& names, const char* value_name, const std::string& help, Read read) {
    const std::string name = names.substr(names.rfind(',') + 1);
    const auto callback = [name, read = std::move(read)](const CLI::results_t& values) {
      const std::string complaint = read(values.back());
      if (!complaint.empty()) throw CLI::ValidationError(name, complaint);
      return true;
    };
    app_.add_option(names, callback, help)
        ->option_text(value_name)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->group(group_);
  }

  void add_list(const std::string& names, const char* value_name, const std::string& help,
                std::function<std::string(const CLI::results_t&)> read) {
    const auto callback = [names, read = std::move(read)](const CLI::results_t& values) {
      const std::string complaint = read(values);
      if (!complaint.empty()) throw CLI::ValidationError(names, complaint);
      return true;
    };
    app_.add_option(names, callback, help)
        ->option_text(value_name)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(group_);
  }

  CLI::App& app_;
  std::string group_ = "Options";
  std::vector<Slot> slots_;
};

}  // namespace newsidx::cli
