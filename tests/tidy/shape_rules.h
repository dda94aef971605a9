// tidy/shape_rules.h
//
// What a reader may expect of every file: it is short, its functions are, and the files that its
// comments name are there.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::tidy {

inline constexpr std::size_t kMaxFileLines = 400;
inline constexpr std::size_t kMaxFunctionLines = 60;

/// Functions are told as clang-format writes them: they begin and end in the first column.
/// @return a line for a file and for each function that is longer; tables ("= {") may be
[[nodiscard]] std::vector<std::string> long_parts(std::string_view path, std::string_view text);

/// @param files  names of all files of the project, without folders
/// @return a line for each name of a source file in a comment that is none of them; "NAME.cc" and
///         other patterns with capitals or a star name no file
[[nodiscard]] std::vector<std::string> stale_file_names(std::string_view path,
                                                        std::string_view text,
                                                        const std::set<std::string>& files);

}  // namespace newsidx::tidy
