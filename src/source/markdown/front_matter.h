// source/markdown/front_matter.h
//
// What stands in front of a text in Markdown: YAML between "---", TOML between "+++", or JSON.
//
//   title: "T"              -> title = T
//   tags: [a, b]            -> tags = a, b          also as a block of "- a"
//   author:
//     name: Ann             -> author.name = Ann    of a list of such: all
//
// Of YAML (1.2) and TOML (1.0) what front matter uses: scalars, quoted strings, block scalars,
// lists, maps of one level. Anchors, tags and what nests deeper are left out.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

struct FrontMatterField {
  std::string name;                 ///< in small letters; "author.name" in a map
  std::vector<std::string> values;  ///< without quotes
};

struct FrontMatter {
  std::vector<FrontMatterField> fields;  ///< at most kMaxFields
  std::size_t end = 0;                   ///< where the text begins; 0: there is none
  static constexpr std::size_t kMaxFields = 1024;
};

/// @param text  a whole file, UTF-8
[[nodiscard]] FrontMatter read_front_matter(std::string_view text);

/// Does a text begin so, with YAML or TOML? Asked of files whose names do not say it.
/// @param head  the first 8 KiB or more
[[nodiscard]] bool looks_like_front_matter(std::string_view head);

/// The readers behind it, each of what stands between the marks.
void read_yaml(std::string_view yaml, FrontMatter& matter);
void read_toml(std::string_view toml, FrontMatter& matter);
void read_json_matter(std::string_view json, FrontMatter& matter);

/// Adds a value to the field of that name.
void add_front_matter(FrontMatter& matter, std::string_view name, std::string value);

}  // namespace newsidx::source
