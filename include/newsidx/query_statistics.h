// newsidx/query_statistics.h
//
// Several indexes that answer a query as one index of all their articles would: the same scores, to
// the bit. How much a word weighs depends on how many articles have it, and so do the words that a
// prefix stands for; so the indexes tell first what they know of the query, the sum is made, and
// each searches with the sum. Whoever merges the hits puts them in order by score.
//
//   newsidx::QueryStatistics sum;
//   while (!sum.is_complete()) {
//     newsidx::QueryStatistics round;
//     for (const newsidx::Index& index : indexes) {
//       round.add(index.statistics(query, {.statistics = &sum}).value()).value();
//     }
//     sum.add(round).value();
//   }
//   for (const newsidx::Index& index : indexes) index.search(query, {.statistics = &sum});
//
// (Indexes on one machine have it simpler: Index::open_all().)
//
// Most queries need one round, which asks for all that may matter. Up to five are needed where the
// articles of the indexes are in different languages, for prefixes and patterns (a part tells its
// 1,024 most frequent words first; further rounds ask for what is missing, up to 500,000 words),
// for a compound that stands alone ("cease-fire": which is looked for by its parts if no article
// has it in one piece), and in some cases for names before colons.
//
// The parts must be analysed alike: one analyser, language and title weight. Between the rounds and
// the search they must stay as they are.
#pragma once

#include <newsidx/export.h>
#include <newsidx/result.h>

#include <memory>
#include <string>
#include <string_view>

namespace newsidx {

/// What indexes know of a query, added up. Made by Index::statistics(); without one, an empty sum.
///
/// Threads: a value type; const calls from any number of threads.   Cost of a copy: none.
class NEWSIDX_EXPORT QueryStatistics {
 public:
  /// Adds what another index tells in the same round, or a round to the sum that it was asked with.
  /// @errors invalid_argument  of another query, or of articles that were analysed otherwise
  [[nodiscard]] Status add(const QueryStatistics& other);

  /// Whether a search can go by it. Not the empty sum.
  [[nodiscard]] bool is_complete() const;

  /// For from_bytes() of the same version of newsidx. Terms take some bytes each, a prefix 16 KiB
  /// or so.
  [[nodiscard]] std::string to_bytes() const;
  /// @errors corruption  no such bytes, or damaged; unsupported  of another version
  [[nodiscard]] static Result<QueryStatistics> from_bytes(std::string_view bytes);

 private:
  friend class Index;
  struct NEWSIDX_HIDDEN Sum;
  std::shared_ptr<const Sum> sum_;  // nullptr: empty
};

}  // namespace newsidx
