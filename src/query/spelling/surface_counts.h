// query/spelling/surface_counts.h
//
// How often words of an index stand in its articles, as they are written there (folded, before
// stemming), over all segments; deleted articles count until they are merged away.
//
// Memory: 1 MiB, or 16 KiB for each segment where that is more, whatever a prefix stands for.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancellation.h"
#include "query/list_cache.h"
#include "query/pattern/word_pattern.h"

namespace newsidx::query {

struct CountedWord {
  std::string word;
  std::uint64_t occurrences = 0;  ///< > 0
  friend bool operator==(const CountedWord&, const CountedWord&) = default;
};

/// The most frequent words that start with `prefix`, the most frequent first, of equals the first
/// in byte order. @param prefix  folded Cost: the words with the prefix are walked.
/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::vector<CountedWord>> most_frequent_words(
    const ListCache& lists, std::string_view prefix, std::size_t limit,
    const CancellationToken& cancellation);

/// All words that a pattern stands for, in byte order. @param pattern  folded()
/// @errors cancelled, corruption, io; parse
[[nodiscard]] Result<std::vector<CountedWord>> counted_words(const ListCache& lists,
                                                             const WordPattern& pattern,
                                                             const CancellationToken& cancellation);

}  // namespace newsidx::query
