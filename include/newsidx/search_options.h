// newsidx/search_options.h: what a search is asked for.
#pragma once

#include <newsidx/counts.h>
#include <newsidx/synonyms.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace newsidx {

class QueryStatistics;

/// How the best hits are found. The answers are the same; `exhaustive` is there to prove it.
enum class Algorithm : std::uint8_t { pruned, exhaustive };

struct SearchOptions {
  std::uint32_t limit = 10;     ///< hits wanted; offset + limit <= 10,000
  std::uint32_t offset = 0;     ///< hits passed over
  bool require_all = false;     ///< words side by side must all occur (AND) instead of any (OR)
  bool literal = false;         ///< the query is text: nothing in it is an operator
  bool both_spellings = false;  ///< British and American ones find each other: colour, color
  Synonyms synonyms = {};       ///< words that find others, too; by default none
  /// Only articles of these days, as "2016-08", "2016-W34", "yesterday", "7d" (so long ago): from
  /// the first and to the last of them. Empty: all. Undated articles are in no range.
  std::string since = {};
  std::string until = {};
  std::string time_zone = {};  ///< whose days, as "Europe/Berlin"; empty: of this computer
  /// "best": by score; "newest", "oldest": by date; or a keyword field with numbers, from the least
  /// on, or with "-" before it from the greatest on. Articles without one come last; of equal ones
  /// the id decides. Empty: the best, or the newest where only fields and dates are asked for, a
  /// date among them.
  std::string sort = {};
  /// One hit for each story: of the copies of one text among the articles that match the one that
  /// was published first, or that corrects the others (Hit::copy_ids; Index::copies() has the
  /// rule). The best one's score, or the shown one's number in another order, says where it
  /// stands. Limit and offset count stories; what is counted beside them, articles.
  bool collapse = false;
  bool count_total = true;  ///< also count all matching articles, exactly
  /// Also count those that have all words, as with `require_all`, where the query is a list of
  /// words and phrases of which any will do. Cost: a count of these, mostly less than that of the
  /// total.
  bool count_all_words = false;
  /// Keyword fields whose values are counted over all matching articles, exactly (Answer::facets);
  /// of "url" the hosts. Reads the lists of a field once; then 4 bytes an article are remembered.
  std::vector<std::string> facets = {};
  std::uint32_t facet_limit = 10;  ///< values of each that are told
  /// Counts all matching articles by the time of their publication (Answer::histogram).
  Interval histogram = Interval::none;
  /// So many words that set the first 200 articles of the answer apart from all articles of the
  /// index, without those of the query (Answer::top_words). Analyses these articles: 0.1 ms for a
  /// short one.
  std::uint32_t top_words = 0;
  Algorithm algorithm = Algorithm::pruned;
  float k1 = 1.2f;  ///< BM25, >= 0
  float b = 0.75f;  ///< BM25, 0 to 1
  bool snippets = true;
  /// Answer::suggestion is looked for, where a word of the query is in no article: some
  /// milliseconds a million words of the index.
  bool suggest = true;
  std::uint32_t snippet_chars = 240;  ///< about this many characters a snippet; <= 10,000
  /// The answer comes after about this time, if need be with the best of what was looked at until
  /// then (Answer::partial, Hit::snippet_partial; Answer::warnings say what was cut). To read one
  /// stored article is not interrupted: a few milliseconds for each megabyte of it.
  std::optional<std::chrono::microseconds> timeout = {};
  std::stop_token stop = {};
  /// Of several indexes together, so that the scores of each are those that one of all articles
  /// would give (query_statistics.h). Must outlive the call. nullptr: of the index that is asked.
  const QueryStatistics* statistics = nullptr;
  /// That share the work of a long query; 0: as many as there are cores. The answers are the same.
  unsigned threads = 1;
};

}  // namespace newsidx
