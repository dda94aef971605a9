// source/walk/path_filter.h
//
// Which entries of a folder are looked at: --include, --exclude, and .newsidxignore files.
//
// Threads: one filter, one thread.
#pragma once

#include <newsidx/result.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/walk/path_pattern.h"

namespace newsidx::source {

/// The name of a file with patterns of what to leave out of its folder and those in it.
inline constexpr std::string_view kIgnoreFile = ".newsidxignore";

/// Patterns of paths (path_pattern.h), relative to each input.
struct PathRules {
  std::vector<PathPattern> includes;  ///< none: every file
  std::vector<PathPattern> excludes;
};

/// @errors invalid_argument  an empty pattern
[[nodiscard]] Result<PathRules> parse_path_rules(const std::vector<std::string>& includes,
                                                 const std::vector<std::string>& excludes);

/// Of one folder that the user gave.
class PathFilter {
 public:
  /// @param rules  outlive the filter
  explicit PathFilter(const PathRules& rules) : rules_(rules) {}

  /// Keeps the lines of a .newsidxignore.
  /// @param folder  relative to the input; "" is the input itself
  void add_ignore_file(const std::string& folder, std::string_view text);

  /// @param name  relative to the input
  [[nodiscard]] bool leaves_out(std::string_view name, bool is_folder) const;
  /// An include names it: it is read whatever its name says.
  [[nodiscard]] bool is_asked_for(std::string_view name) const;

 private:
  [[nodiscard]] bool is_ignored(std::string_view name, bool is_folder) const;

  const PathRules& rules_;
  std::map<std::string, std::vector<PathPattern>, std::less<>> ignored_;  // by folder
};

}  // namespace newsidx::source
