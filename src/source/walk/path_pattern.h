// source/walk/path_pattern.h
//
// Patterns of paths, as in .gitignore (gitignore(5)):
//
//   *.html          files and folders of that name anywhere
//   /drafts         of the folder at hand alone; so with any slash within: old/*.txt
//   archive/        folders
//   a/**/b          any number of folders between
//   !keep.txt       takes back what an earlier line left out
//
// Threads: a value.   Cost: matching is linear in the path for patterns with one star, and never
// more than the product of both lengths.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

class PathPattern {
 public:
  /// @return nothing for a blank line or a comment (#)
  [[nodiscard]] static std::optional<PathPattern> parse(std::string_view line);

  /// @param path  relative to the folder that the pattern stands for, without a slash at its ends
  [[nodiscard]] bool matches(std::string_view path, bool is_folder) const;

  /// It began with "!".
  [[nodiscard]] bool is_negated() const noexcept { return is_negated_; }

 private:
  std::vector<std::string> segments_;  // between slashes; "**" is any number of them
  bool is_negated_ = false;
  bool is_of_folders_ = false;
};

/// Does a name match a pattern of "*", "?", "[a-z]", "[!a-z]" and "\" before a character?
[[nodiscard]] bool matches_name(std::string_view pattern, std::string_view name);

}  // namespace newsidx::source
