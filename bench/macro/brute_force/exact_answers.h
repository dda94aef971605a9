// brute_force/exact_answers.h
//
// Answers queries by the definitions of bench/peers/README.md, in double precision and with nothing
// left out: every article that a word of the query occurs in is scored.
//
//   score = idf * freq / (freq + k1 * (1 - b + b * length / average length))
//   idf   = ln(1 + (N - df + 0.5) / (df + 0.5)), of a phrase the sum of its words'
//
// Threads: one.   Cost: a query visits the articles of its words; a phrase reads the tokens of the
// articles that have all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/engine.h"
#include "common/query.h"
#include "document_lengths.h"
#include "token_table.h"

namespace newsidx::bench {

struct ExactAnswer {
  std::uint64_t count = 0;
  std::vector<Hit> best;  ///< best first, with all that tie with the last of those wanted
};

class ExactAnswers {
 public:
  /// @param queries  whose words will be asked for
  ExactAnswers(const TokenTable& table, const std::vector<std::string>& queries, Lengths lengths);

  /// @param wanted  hits, and all that tie with the last of them
  /// @return nothing when the protocol has no such kind of query
  [[nodiscard]] std::optional<ExactAnswer> answer(const std::string& query, std::size_t wanted);

 private:
  /// What one article has of the query.
  struct Standing {
    double score = 0;
    std::uint32_t required = 0;  ///< required words that occur
    bool is_touched = false;     ///< a word that is not excluded occurs
    bool is_excluded = false;
  };

  [[nodiscard]] const std::vector<Occurrence>& list_of(std::string_view word) const;
  [[nodiscard]] double idf(std::string_view word) const;
  [[nodiscard]] std::vector<Occurrence> phrase_list(const Query& query) const;
  void add(const std::vector<Occurrence>& list, double idf, bool is_required);
  void score_words(const Query& query);
  [[nodiscard]] ExactAnswer collect(std::uint32_t required, std::size_t wanted) const;

  const TokenTable& table_;
  std::vector<std::vector<Occurrence>> lists_;  // by word
  std::vector<double> length_parts_;            // k1 * (1 - b + b * length / average), by article
  std::vector<Standing> standings_;             // by article, of the query that is answered
};

}  // namespace newsidx::bench
