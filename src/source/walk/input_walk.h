// source/walk/input_walk.h
//
// Folders and files given by the user -> the list of files to read, in the byte order of their
// paths within each input, whatever order the file system has them in.
//
// Links are followed, but what can be reached without one is never listed again through one, so
// loops end and ids do not depend on which way was found first.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "source/article_reader.h"
#include "source/format/file_format.h"

namespace newsidx::source {

/// The file that each index has in its folder (storage/mark.h), which is not looked into.
inline constexpr std::string_view kIndexMark = "NEWSIDX";

struct InputFile {
  std::string path;  ///< as walked; "-" for standard input
  std::string name;  ///< relative to its input: what ids are made of
  FileFormat format = FileFormat::unknown;
  bool is_named = false;         ///< by the user, not found in a folder
  std::uint64_t size_bytes = 0;  ///< on disk; 0 of what is no regular file
};

struct InputList {
  std::vector<InputFile> files;
  std::vector<Problem> problems;  ///< entries that could not be looked at, and what is no news if
                                  ///< asked for, in order of their paths
  std::map<std::string, std::uint64_t> ignored_kinds;  ///< files that are no news by their names
  std::uint64_t total_bytes = 0;  ///< on disk; 0 when the size of some input cannot be known
};

struct WalkSettings {
  PathRules paths;
  bool tells_no_news = false;
  bool may_be_empty = false;  ///< folders without any news are no error
};

/// @param stop  asked at each folder and entry
/// @errors as ArticleReader::open()
[[nodiscard]] Result<InputList> walk_inputs(const std::vector<std::string>& inputs,
                                            const WalkSettings& settings = {},
                                            const std::stop_token& stop = {});

}  // namespace newsidx::source
