// cli/query_options.h: what the words of a query and the values of its options mean.
#pragma once

#include <newsidx/counts.h>
#include <newsidx/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace newsidx::cli {

/// `newsidx query Daraya siege` is as good as `newsidx query "Daraya siege"`.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

/// "source,lang" and "topics": source, lang, topics.
[[nodiscard]] std::vector<std::string> split_names(const std::vector<std::string>& lists);

/// That in which times are written, as the environment has it: LC_ALL, LC_TIME or LANG.
[[nodiscard]] std::string time_locale();

/// "month". @errors invalid_argument
[[nodiscard]] Result<Interval> parse_interval(std::string_view text);

}  // namespace newsidx::cli
