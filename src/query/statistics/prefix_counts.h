// query/statistics/prefix_counts.h
//
// The words of a prefix or a pattern by how many documents have them, added up over several indexes
// ("parts"), which of many words tell only the most frequent ones at first.
//
// What is counted is a stem, in whatever form, but only words as they are written begin with the
// prefix or match the pattern: of "evacuat*" one part may have "evacuation", another only
// "evacuees", which count in the same list. So a part that does not tell a word may have it all the
// same, as often as can be, and no bound spares asking it. There are up to three rounds:
//
//   1. A part tells its kTold most frequent words, and whether there are more ("rest").
//   2. It is asked for the words that other parts told, and where some part has more, for all.
//   3. The words that came up in 2 are asked of those that did not tell them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/list_cache.h"
#include "segment/field.h"

namespace newsidx::query {

struct PrefixCounts {
  /// Words that a part tells in the first round: of a prefix of no more, one round is enough.
  static constexpr std::size_t kTold = 1'024;

  struct Count {
    std::uint64_t documents = 0;  ///< in the parts that told
    std::uint64_t untold = 0;  ///< 1: there are others, which may have it, too; 0: there are none
    friend bool operator==(const Count&, const Count&) = default;
  };
  std::map<std::string, Count, std::less<>> words;
  std::uint64_t rest = 0;         ///< documents of a word that no part told, at most
  std::uint64_t found_count = 0;  ///< words, at least
  bool has_rest = true;           ///< false: of a round that asked for given words alone
  std::uint32_t round = 1;

  /// Adds what other parts tell in the same round, or what a round tells that was asked by this
  /// sum (or the other way round).
  void add(const PrefixCounts& other);

  /// The most frequent words, of equals the first in byte order: that order.
  /// @return nothing while they are not certain
  using Word = std::pair<std::string, std::uint64_t>;
  [[nodiscard]] std::optional<std::vector<Word>> best(std::size_t k) const;
  /// Whether found_count is the number of words, not the least that it can be.
  [[nodiscard]] bool is_counted() const noexcept { return rest == 0; }

  /// What the next round asks.
  struct Request {
    std::vector<std::string> words;  ///< ascending
    bool all = false;                ///< and all that the part has
  };
  [[nodiscard]] Request request() const;

  friend bool operator==(const PrefixCounts&, const PrefixCounts&) = default;

 private:
  void add_parts(const PrefixCounts& other);
};

/// What a part tells. @errors cancelled, corruption, io; unsupported  there are more words than
/// Expansion::kMaxCounted
[[nodiscard]] Result<PrefixCounts> first_counts(const ListCache& lists, segment::Field field,
                                                std::string_view start,
                                                const CancellationToken& cancellation);
[[nodiscard]] Result<PrefixCounts> further_counts(const ListCache& lists, segment::Field field,
                                                  std::string_view start,
                                                  const PrefixCounts::Request& request,
                                                  std::uint32_t round,
                                                  const CancellationToken& cancellation);

}  // namespace newsidx::query
