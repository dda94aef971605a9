// cli/matching_options.h: the options of commands that take a query, on what matches it.
#pragma once

#include <newsidx/search_options.h>

#include "cli/options.h"

namespace newsidx::cli {

void declare_matching(Options& options, SearchOptions& search);

/// Whether one of them was given.
[[nodiscard]] bool has_matching(const SearchOptions& search);

}  // namespace newsidx::cli
