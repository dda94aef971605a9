// query/statistics/statistics_sum.h
//
// What several indexes ("parts") know of a query, added up: the answers to all questions that its
// plan may ask a StatisticsSource, whatever the answers to the others are. So each part plans the
// query as one index of all articles would.
//
// The sum is made in rounds. In each, all parts answer the same questions, and what they say is
// added up; which questions these are depends on the query and on the sum of the rounds before
// alone (statistics_collector.h). One round is enough for most queries; is_complete() says so.
// Another is needed where the parts' articles are in different languages, for prefixes and patterns
// (prefix_counts.h), where a compound stands alone (whether any article has it in
// one piece is asked when it is known how to look for it), and in some cases of fields' names.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "query/statistics/collection_statistics.h"
#include "query/statistics/prefix_counts.h"
#include "segment/field.h"

namespace newsidx::query {

/// Questions whose answers are numbers.
enum class Question : std::uint8_t {
  documents,         ///< that have a term of a field
  id,                ///< documents that have it
  occurrences,       ///< of a word
  capitals,          ///< of them, in capitals
  keyword_name,      ///< parts that have a keyword field of this name
  parts_that_match,  ///< in which the query matches with its compounds in one piece
};

struct StatisticsSum {
  // ---- of what: the same for all parts ----
  std::string query;
  std::string options;   ///< those that decide on the plan
  std::string analysis;  ///< how the articles were analysed, and weighted

  // ---- of the first round ----
  std::uint32_t parts = 0;
  CollectionStatistics collection;
  std::set<std::string> languages;  ///< stemming languages of the articles

  // ---- of all rounds: each question is answered once ----
  std::map<std::string, std::uint64_t, std::less<>> numbers;  ///< by question_key()
  std::map<std::string, std::set<std::string>, std::less<>> similar_names;
  std::map<std::string, PrefixCounts, std::less<>> prefixes;  ///< by prefix_key()

  // ---- of the last round ----
  std::uint32_t round = 0;  ///< 0: nothing was added yet
  std::set<std::string> asked_languages;
  bool languages_differ = false;    ///< so not all were asked the same: the answers are dropped
  bool has_more_questions = false;  ///< the next round may ask what this did not
  bool asks_for_match = false;      ///< Question::parts_that_match is to be answered

  /// @errors invalid_argument  of another query, or of articles that were analysed otherwise
  [[nodiscard]] Status add(const StatisticsSum& other);

  [[nodiscard]] bool is_complete() const;

  /// nullopt: not answered.
  [[nodiscard]] std::optional<std::uint64_t> number(Question question, std::string_view text,
                                                    segment::Field field = {}) const;

  friend bool operator==(const StatisticsSum&, const StatisticsSum&) = default;

 private:
  void add_part(const StatisticsSum& other);
};

[[nodiscard]] std::string question_key(Question question, std::string_view text,
                                       segment::Field field = {});
[[nodiscard]] std::string prefix_key(segment::Field field, std::string_view start);

/// @return bytes for parse_statistics_sum(), the same for equal sums
[[nodiscard]] std::string serialize_statistics_sum(const StatisticsSum& sum);

/// @errors corruption   no such bytes, or damaged
///         unsupported  of another version
[[nodiscard]] Result<StatisticsSum> parse_statistics_sum(std::string_view bytes);

}  // namespace newsidx::query
