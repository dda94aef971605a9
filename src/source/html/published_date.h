// source/html/published_date.h
//
// When an article was published, by what its page says, in this order of trust: JSON-LD, OpenGraph,
// microdata, <time>, meta elements, the url, text near the headline. A date of change is never
// taken for it. A source of less trust only adds what one of more trust leaves open: the hour, the
// zone.
//
// Threads: reads the clock, else pure.   Cost: linear in the facts.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/dates/date_text.h"
#include "source/html/page_facts.h"

namespace newsidx::source {

struct PublishedDate {
  std::optional<Timestamp> published;
  std::string_view from;  ///< "json-ld", "opengraph", "microdata", "time", "meta", "url", "text"
  std::optional<Timestamp> modified;
  std::vector<std::string> ignored;  ///< one line each: what is impossible, or in the future
};

struct DateSources {
  std::string_view url;
  std::string_view language;                 ///< BCP 47
  std::optional<Timestamp> first_seen;       ///< nothing is published later; else the clock's now
  std::vector<std::string_view> near_title;  ///< lines of text near the headline, nearest first
};

[[nodiscard]] PublishedDate published_date(const PageFacts& facts, const DateSources& sources);

/// What the language and the country of a page say of 04/05/2016.
[[nodiscard]] DateHints date_hints(const PageFacts& facts, std::string_view language,
                                   std::string_view url);

}  // namespace newsidx::source
