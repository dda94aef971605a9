#include "cli/matching_options.h"

#include <utility>

namespace newsidx::cli {

void declare_matching(Options& options, SearchOptions& search, MatchingFiles& files) {
  options.flag("--all", search.require_all, "all words must occur, not any");
  options.flag("--both-spellings", search.both_spellings,
               "British and American words find each other: colour, color");
  options.texts("--synonyms", files.synonyms, "FILE",
                "words that find others, too (US = USA = United States, one rule a line); news and "
                "spelling come with newsidx");
  options.flag("--literal", search.literal, "the query is text: nothing in it is an operator");
  options.text("--since", search.since, "DAY",
               "only from this day on: 2016, 2016-08, 2016-08-27, 2016-W34, yesterday, 7d, 2w");
  options.text("--until", search.until, "DAY", "only to the end of this day");
  options.text("--tz", search.time_zone, "ZONE",
               "whose days, such as Europe/Berlin or UTC; by default this computer's");
}

Status read_matching(const MatchingFiles& files, SearchOptions& search) {
  auto synonyms = Synonyms::load(files.synonyms);
  if (!synonyms) return fail(std::move(synonyms).error());
  search.synonyms = *std::move(synonyms);
  return {};
}

bool has_matching(const SearchOptions& search, const MatchingFiles& files) {
  return !files.synonyms.empty() || search.require_all || search.both_spellings || search.literal ||
         !search.since.empty() || !search.until.empty() || !search.time_zone.empty();
}

}  // namespace newsidx::cli
