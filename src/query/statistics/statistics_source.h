// query/statistics/statistics_source.h
//
// What planning and ranking ask of the articles as a whole, of which an index may be a part: the
// plan of a query, and so its scores, depend on nothing else of an index. The first that answers is
// the index itself (local_statistics.h); the others answer from a sum over several indexes
// (summed_statistics.h), which may be on other machines, or make one (statistics_collector.h).
//
// Threads: one at a time.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/list_ref.h"
#include "query/statistics/collection_statistics.h"
#include "segment/field.h"
#include "segment/surface_entry.h"

namespace newsidx::query {

/// How many words a prefix or a pattern stands for at most: the most frequent ones.
inline constexpr std::size_t kMaxPrefixExpansions = 256;

/// The words of a prefix that are searched.
struct Expansion {
  std::vector<ListRef> lists;     ///< distinct, in byte order; frequencies set
  std::uint64_t found_count = 0;  ///< how many there were before cutting
  bool is_counted = true;         ///< false: there were more than found_count
  /// The most documents that a word has which was cut; 0 when none was.
  std::uint64_t largest_cut = 0;

  /// Words beyond what a stretch of the dictionary holds are counted up to here.
  static constexpr std::uint64_t kMaxCounted = 500'000;
};

/// Of all methods: @errors cancelled, corruption, io; invalid_argument  what is asked is not known
class StatisticsSource {
 public:
  virtual ~StatisticsSource() = default;

  /// Documents that have the list's term. @param list  opened
  [[nodiscard]] virtual Result<std::uint64_t> document_frequency(const ListRef& list) = 0;

  /// Documents that are alive and have the id. @param here  of them, in this index
  [[nodiscard]] virtual Result<std::uint64_t> id_frequency(std::string_view id,
                                                           std::uint64_t here) = 0;

  /// How a word is written: whether its capitals mean something. @param surface  folded
  [[nodiscard]] virtual Result<segment::SurfaceCounts> surface_counts(std::string_view surface) = 0;

  /// Is there a keyword field of this name? @param name  bounded, segment::keyword_name()
  [[nodiscard]] virtual Result<bool> has_keyword_name(std::string_view name) = 0;

  /// Names of keyword fields that are_similar_names() to this one, ascending.
  [[nodiscard]] virtual Result<std::vector<std::string>> similar_keyword_names(
      std::string_view name) = 0;

  /// The lists of the words with a prefix: of more than kMaxPrefixExpansions the most frequent, of
  /// equals the first in byte order. Opened.
  /// @param start  of field text or title, the prefix (folded), or key_of() a pattern; of keywords,
  ///               keyword_start()
  [[nodiscard]] virtual Result<Expansion> expand(segment::Field field, std::string_view start) = 0;
};

}  // namespace newsidx::query
