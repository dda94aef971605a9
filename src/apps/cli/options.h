// cli/options.h
//
// How a command declares what it takes. One declaration feeds parsing, help and the suggestions for
// misspelt names. Targets are bound by reference and keep their value when the option is not given;
// where a default is worth telling, help says it.
//
// Implemented over CLI11 in cli11_options.h.
#pragma once

#include <newsidx/json.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace newsidx::cli {

class Options {
 public:
  virtual ~Options() = default;

  /// @param names  "-n,--limit": comma-separated, as typed
  virtual void flag(const char* names, bool& target, const char* help) = 0;
  virtual void text(const char* names, std::string& target, const char* value_name,
                    const char* help) = 0;
  /// May not be given twice.
  virtual void once(const char* names, std::string& target, const char* value_name,
                    const char* help) = 0;
  /// May be given several times, also before the command.
  virtual void list(const char* names, std::vector<std::string>& target, const char* value_name,
                    const char* help) = 0;
  /// May be given several times.
  virtual void texts(const char* names, std::vector<std::string>& target, const char* value_name,
                     const char* help) = 0;
  virtual void count(const char* names, std::uint32_t& target, const char* help) = 0;
  /// Not given: nothing; `help` says what that means.
  virtual void count(const char* names, std::optional<std::uint32_t>& target, const char* help) = 0;
  virtual void number(const char* names, float& target, const char* help) = 0;
  virtual void size(const char* names, std::uint64_t& target, const char* help) = 0;
  virtual void duration(const char* names, std::optional<std::chrono::microseconds>& target,
                        const char* help) = 0;
  /// auto, on or off; nothing is auto.
  virtual void toggle(const char* names, std::optional<bool>& target, const char* help) = 0;
  /// bytes or characters.
  virtual void offsets(const char* names, Offsets& target, const char* help) = 0;
  virtual void color(const char* names, ColorMode& target, const char* help) = 0;

  /// What is not an option, in this order; all are needed. arguments() takes one or more: last.
  virtual void argument(const char* name, std::string& target, const char* help) = 0;
  virtual void arguments(const char* name, std::vector<std::string>& target, const char* help) = 0;
  /// None or more: last.
  virtual void optional_arguments(const char* name, std::vector<std::string>& target,
                                  const char* help) = 0;

  /// Options declared from here on stand under this heading; nullptr: not in the help.
  virtual void group(const char* heading) = 0;
};

}  // namespace newsidx::cli
