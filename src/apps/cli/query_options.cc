#include "cli/query_options.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace newsidx::cli {

std::string joined(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  return query;
}

std::vector<std::string> split_names(const std::vector<std::string>& lists) {
  std::vector<std::string> names;
  for (const std::string& list : lists) {
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t comma = std::min(list.find(',', begin), list.size());
      if (comma > begin) names.push_back(list.substr(begin, comma - begin));
      begin = comma + 1;
    }
  }
  return names;
}

std::string time_locale() {
  for (const char* const name : {"LC_ALL", "LC_TIME", "LANG"}) {
    if (const char* const value = std::getenv(name); value != nullptr && *value != '\0')
      return value;
  }
  return {};
}

Result<Interval> parse_interval(std::string_view text) {
  if (text == "day") return Interval::day;
  if (text == "week") return Interval::week;
  if (text == "month") return Interval::month;
  if (text == "year") return Interval::year;
  return fail(ErrorCode::invalid_argument, "--histogram: no interval '" + std::string(text) + "'",
              "day, week, month or year");
}

}  // namespace newsidx::cli
