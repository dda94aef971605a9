// newsidx/answer.h: what a search finds.
#pragma once

#include <newsidx/article.h>
#include <newsidx/counts.h>
#include <newsidx/hint.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

/// A run of text to be marked: bytes [begin, end) of the text it belongs to.
struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

struct MarkedText {
  std::string text;         ///< UTF-8, one line
  std::vector<Mark> marks;  ///< ascending, not overlapping

  /// The text with something before and behind each mark: marked("<em>", "</em>"). (Text is not
  /// escaped for HTML.)
  [[nodiscard]] std::string marked(std::string_view before, std::string_view behind) const {
    std::string result;
    std::size_t at = 0;
    for (const Mark& mark : marks) {
      result.append(text, at, mark.begin - at).append(before);
      result.append(text, mark.begin, mark.end - mark.begin).append(behind);
      at = mark.end;
    }
    return result.append(text, at);
  }
};

/// An article of one generation of an index, for calls that take one: Index::article().
struct DocumentRef {
  std::uint64_t generation = 0;
  std::uint32_t segment = 0;   ///< the number of one of its segments
  std::uint32_t document = 0;  ///< within the segment, from 0
  friend bool operator==(const DocumentRef&, const DocumentRef&) = default;
};

struct Hit {
  std::uint32_t rank = 0;  ///< from 1
  double score = 0;
  std::uint32_t document = 0;  ///< number in this generation, below IndexStats::articles
  DocumentRef ref;             ///< the same, for Index::article() and the like
  std::string id;
  std::string index;  ///< of several (Index::open_all()), the path of that which has it; else empty
  MarkedText title;   ///< beyond 4 KiB, which no headline has, its start and " …"
  MarkedText
      snippet;  ///< the best passage of the body; starts or ends with "…" where text was left out
  /// The time was over: the snippet was chosen from a part of the body, or marks are missing.
  bool snippet_partial = false;
  std::optional<Timestamp> published;
  std::string source;
  std::string url;
  /// Of a collapsed answer: its other copies that match, the first published first.
  std::vector<std::string> copy_ids;
  bool is_correction =
      false;  ///< of a collapsed answer: it corrects other copies, says its headline
  /// Of an answer that is sorted by a date (seconds since 1970, UTC) or a number: that of the
  /// article, if it has one.
  std::optional<double> sort_value;
};

/// What narrowed an answer beside the words: fields and dates.
struct Filter {
  std::string field;  ///< "date", "source"; empty: of several
  std::string text;   ///< "2016-08", "ap or afp"
  friend bool operator==(const Filter&, const Filter&) = default;
};

/// A word of the query that stands for several words of the articles.
struct ExpandedWord {
  std::string written;         ///< "evacuat*", "evac*tion", "daraya~1", "/evacu(ees|ation)/"
  std::uint64_t words = 0;     ///< that it stands for (of one stem: one)
  bool words_counted = true;   ///< false: there are more than `words`
  std::uint32_t searched = 0;  ///< of them, the most frequent
  /// Of a form of SearchOptions::synonyms: the others that articles have, as the list writes them.
  std::vector<std::string> synonyms = {};
  friend bool operator==(const ExpandedWord&, const ExpandedWord&) = default;
};

struct Answer {
  std::string query;
  std::vector<Hit> hits;
  std::optional<std::uint64_t> total;  ///< matching articles, exact; set when count_total
  /// Stories of these, exact; set beside `total` when they are collapsed.
  std::optional<std::uint64_t> stories;
  /// Of them, those that have all words: set when count_all_words, and the query is plain words.
  std::optional<std::uint64_t> total_all_words;
  std::vector<Remark> warnings;        ///< for example that a prefix was cut at 256 words
  std::vector<Filter> filters;         ///< that were applied, in their order
  std::vector<ExpandedWord> expanded;  ///< in the order of the query
  /// "Did you mean": the query with words of the index in the place of those that no article has.
  /// Empty: each word has articles, or none is like it.
  std::string suggestion;
  std::string time_zone;      ///< of the dates among them; empty: there are none
  std::string sort = "best";  ///< as SearchOptions::sort says
  std::vector<Remark> notes;  ///< how the query was read, where that may surprise
  /// As asked for, unless the time was over (then a warning says so).
  std::vector<Facet> facets;
  std::optional<Histogram> histogram;
  std::optional<TopWords> top_words;
  /// The time was over: hits are missing, or better ones may be (then `total` is not set).
  bool partial = false;
  double seconds = 0;
};

/// An article among those that say the same.
struct Copy {
  DocumentRef ref;
  std::string id;
  std::string title;
  std::optional<Timestamp> published;
  std::string source;
  std::string url;
  /// What part of the shorter body stands in the longer one, of this article and of the one that
  /// was asked for [0 to 1].
  double containment = 0;
  /// How much later than that one it was published [days]; nothing where one is undated.
  std::optional<double> days_later;
  bool is_correction = false;  ///< its headline says so
};

/// An answer by numbers alone.
struct Ranking {
  struct Place {
    std::uint32_t document = 0;  ///< as Hit::document
    DocumentRef ref;             ///< as Hit::ref
    double score = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };
  std::vector<Place> places;             ///< the best first
  std::optional<std::uint64_t> total;    ///< as in Answer
  std::optional<std::uint64_t> stories;  ///< as in Answer
  bool partial = false;
};

}  // namespace newsidx
