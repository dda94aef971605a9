// cli/matching_options.h: the options of commands that take a query, on what matches it.
#pragma once

#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <string>
#include <vector>

#include "cli/options.h"

namespace newsidx::cli {

/// What the options say that is yet to be read.
struct MatchingFiles {
  std::vector<std::string> synonyms;
};

void declare_matching(Options& options, SearchOptions& search, MatchingFiles& files);

/// Reads the files into `search`. @errors as Synonyms::load()
[[nodiscard]] Status read_matching(const MatchingFiles& files, SearchOptions& search);

/// Whether one of them was given.
[[nodiscard]] bool has_matching(const SearchOptions& search, const MatchingFiles& files);

}  // namespace newsidx::cli
