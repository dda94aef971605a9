// newsidx/counts.h: what of the articles that match is counted, beside how many they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

/// How the days of a histogram are put together. Weeks begin on Mondays (ISO 8601).
enum class Interval : std::uint8_t { none, day, week, month, year };

/// "none", "day", "week", "month", "year"
[[nodiscard]] constexpr std::string_view interval_name(Interval interval) noexcept {
  switch (interval) {
    case Interval::none: return "none";
    case Interval::day: return "day";
    case Interval::week: return "week";
    case Interval::month: return "month";
    case Interval::year: return "year";
  }
  return "none";
}

/// How many of the matching articles have which value of a keyword field.
struct Facet {
  struct Value {
    std::string value;  ///< as it is compared: in small letters
    std::uint64_t articles = 0;
    friend bool operator==(const Value&, const Value&) = default;
  };
  std::string field;
  std::vector<Value> values;        ///< those that most articles have; of equal ones by value
  std::uint64_t more_values = 0;    ///< further values, beyond SearchOptions::facet_limit
  std::uint64_t more_articles = 0;  ///< of these, added up: an article with two of them is two
  std::uint64_t without = 0;        ///< matching articles without any value
  friend bool operator==(const Facet&, const Facet&) = default;
};

/// How many of the matching articles were published when.
struct Histogram {
  struct Bucket {
    std::string name;  ///< as in a query: "2016-08-27", "2016-W34", "2016-08", "2016"
    std::uint64_t articles = 0;
    friend bool operator==(const Bucket&, const Bucket&) = default;
  };
  Interval interval = Interval::none;
  std::string time_zone;        ///< whose days
  std::vector<Bucket> buckets;  ///< from the first article to the last one, without gaps
  std::uint64_t undated = 0;    ///< matching articles without a date
  friend bool operator==(const Histogram&, const Histogram&) = default;
};

/// The words that set the first articles of an answer apart from all articles of the index.
struct TopWords {
  struct Word {
    std::string word;  ///< its commonest form among the articles read, in small letters
    /// JLH, as of Elasticsearch's significant_text: (f - a) * f / a of the shares f and a of the
    /// articles read and of all articles that have the word.
    double score = 0;
    std::uint64_t articles = 0;      ///< of the articles read
    std::uint64_t all_articles = 0;  ///< of the index; those deleted since the last merge count
    friend bool operator==(const Word&, const Word&) = default;
  };
  std::uint64_t articles_read = 0;  ///< the first of the answer, 200 at most
  std::vector<Word> words;          ///< the highest score first, of equal ones by word
  friend bool operator==(const TopWords&, const TopWords&) = default;
};

}  // namespace newsidx
