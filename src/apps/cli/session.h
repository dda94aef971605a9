// cli/session.h
//
// What all commands share: the options that each of them takes, and the console.
#pragma once

#include <newsidx/index.h>
#include <newsidx/result.h>

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"

namespace newsidx::cli {

struct SharedOptions {
  std::vector<std::string> indexes;  ///< --index; empty: not given
  ColorMode color = ColorMode::automatic;
  bool quiet = false;
  bool no_pager = false;
};

class Session {
 public:
  SharedOptions options;
  Console console;

  /// Of the index that is read: --index, else NEWSIDX_INDEX, else .newsidx in the working folder or
  /// the nearest one above it that has one. Of several, the first.
  [[nodiscard]] std::string index_path() const;
  /// Of the index that is made: the same, but .newsidx in the working folder.
  [[nodiscard]] std::string new_index_path() const;

  /// Opens the index, or all that were given as one, once. It is never closed: the process ends
  /// soon, and that is faster.
  [[nodiscard]] const Result<Index>& open_index(const OpenOptions& opening = {});

  /// Reports the error and gives the exit code for it.
  /// @param query  that was asked: it is shown where the error is at a place in it
  [[nodiscard]] ExitCode report(const Error& error, std::string_view query = {});

 private:
  [[nodiscard]] bool has_index() const {
    return !options.indexes.empty() && !options.indexes.front().empty();
  }

  const Result<Index>* index_ = nullptr;
};

}  // namespace newsidx::cli
