// query/statistics/prefix_counts.h
//
// The words of a prefix by how many documents have them, added up over several indexes ("parts"),
// which of many words tell only the most frequent ones. Which are the most frequent of all parts is
// found in up to three rounds; often the first tells.
//
//   1. A part tells its kTold most frequent words, and how many documents a further one has at most
//      ("rest"). A word that one part told and another did not has there no more than its rest. The
//      sum is certain when the words that may be among the best k are known of all parts, and no
//      word that no part told can be among them.
//   2. Else parts tell how many documents these words have and, where an untold one may be among
//      the best, all words that have 1/m of what the k-th has in one of the m parts: a word that
//      has as many in all has as many in one of them.
//   3. Words that came up in 2 may be untold by some parts, as in 1: the same as 2 without its end.
//
// Source: Cao & Wang, "Efficient top-K query calculation in distributed networks" (TPUT), PODC
// 2004; with bounds of the first round where its second is not needed.
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
    std::uint64_t untold = 0;     ///< at most, in the others
    friend bool operator==(const Count&, const Count&) = default;
  };
  std::map<std::string, Count, std::less<>> words;
  std::uint64_t rest = 0;         ///< documents of a word that no part told, at most
  std::uint64_t found_count = 0;  ///< words of a part, at most of all
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
  [[nodiscard]] bool is_counted() const noexcept { return round == 1 && rest == 0; }

  /// What the next round asks.
  struct Request {
    std::vector<std::string> words;  ///< ascending
    /// And all words with so many documents; 0: none.
    std::uint64_t least_frequency = 0;
  };
  /// @param parts  how many told
  [[nodiscard]] Request request(std::size_t k, std::uint32_t parts) const;

  friend bool operator==(const PrefixCounts&, const PrefixCounts&) = default;

 private:
  void add_parts(const PrefixCounts& other);
  [[nodiscard]] std::uint64_t least_of_best(std::size_t k) const;
};

/// What a part tells. @errors cancelled, corruption, io
[[nodiscard]] Result<PrefixCounts> first_counts(const ListCache& lists, segment::Field field,
                                                std::string_view start,
                                                const CancellationToken& cancellation);
[[nodiscard]] Result<PrefixCounts> further_counts(const ListCache& lists, segment::Field field,
                                                  std::string_view start,
                                                  const PrefixCounts::Request& request,
                                                  std::uint32_t round,
                                                  const CancellationToken& cancellation);

}  // namespace newsidx::query
