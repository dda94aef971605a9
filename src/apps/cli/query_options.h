// cli/query_options.h: the options of commands that find articles by a query, and what they mean.
#pragma once

#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"

namespace newsidx::cli {

/// `newsidx query Daraya siege` is as good as `newsidx query "Daraya siege"`.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

/// What of articles is found: --all, --literal, --since and the like.
void declare_matching(Options& options, SearchOptions& search);

/// "source,lang" and "topics": source, lang, topics.
[[nodiscard]] std::vector<std::string> split_names(const std::vector<std::string>& lists);

/// "month". @errors invalid_argument
[[nodiscard]] Result<Interval> parse_interval(std::string_view text);

}  // namespace newsidx::cli
