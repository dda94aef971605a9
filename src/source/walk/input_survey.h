// source/walk/input_survey.h
//
// What a build would read, told by names and the beginnings of files.
//
// Cost: each file that is not left out by its name is opened, and 8 KiB of it read.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "source/article_reader.h"

namespace newsidx::source {

struct InputSurvey {
  std::map<std::string, std::uint64_t> read;      ///< files by what they are: {"web page", 3}
  std::map<std::string, std::uint64_t> left_out;  ///< {"picture", 2}
  std::uint64_t unreadable = 0;
  std::uint64_t bytes = 0;  ///< on disk, of all files
};

/// @param on_file  told of each file: its path and what it is; may be empty
/// @errors as ArticleReader::open()
[[nodiscard]] Result<InputSurvey> survey_inputs(const std::vector<std::string>& inputs,
                                                const ReaderOptions& options,
                                                const std::function<void(const Remark&)>& on_file);

}  // namespace newsidx::source
