#include "cli/query_options.h"

#include <algorithm>
#include <cstddef>

namespace newsidx::cli {

std::string joined(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  return query;
}

void declare_matching(Options& options, SearchOptions& search) {
  options.flag("--all", search.require_all, "all words must occur, not any");
  options.flag("--both-spellings", search.both_spellings,
               "British and American words find each other: colour, color");
  options.flag("--literal", search.literal, "the query is text: nothing in it is an operator");
  options.text("--since", search.since, "DAY",
               "only from this day on: 2016, 2016-08, 2016-08-27, 2016-W34, yesterday, 7d, 2w");
  options.text("--until", search.until, "DAY", "only to the end of this day");
  options.text("--tz", search.time_zone, "ZONE",
               "whose days, such as Europe/Berlin or UTC; by default this computer's");
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

Result<Interval> parse_interval(std::string_view text) {
  if (text == "day") return Interval::day;
  if (text == "week") return Interval::week;
  if (text == "month") return Interval::month;
  if (text == "year") return Interval::year;
  return fail(ErrorCode::invalid_argument, "--histogram: no interval '" + std::string(text) + "'",
              "day, week, month or year");
}

}  // namespace newsidx::cli
