// query/expansion.h
//
// Looking the words of a prefix or a pattern up in the dictionaries, with their frequencies.
//
// A prefix is compared with the words of the articles before stemming (field surface): "evacuation"
// is under the stem "evacu", which does not begin with "evacuat". A prefix means all words that
// begin so, each searched as if it had been written out; so it finds the other forms of their
// stems, too. So does each word that a pattern stands for (pattern/word_pattern.h), whose key
// stands in the place of a prefix.
//
// Memory: 2 MiB, or 16 KiB for each segment where that is more, and 24 bytes for each of at most
// Expansion::kMaxCounted words, whatever a prefix stands for.
// Cost: the words with the prefix are read and looked up in each segment, stretch by stretch; where
// the segments' words differ, some of them more than once.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancellation.h"
#include "query/list_cache.h"
#include "query/statistics/statistics_source.h"
#include "segment/field.h"

namespace newsidx::query {

/// The lists of all words that start with `start`, or that it is the pattern of
/// (statistics_source.h): such a word is searched as if it had been written out. Beyond `limit` the
/// most frequent ones are kept.
/// @errors cancelled, corruption, io; parse  a pattern that is none
[[nodiscard]] Result<Expansion> expand_prefix(const ListCache& lists, segment::Field field,
                                              std::string_view start, std::size_t limit,
                                              const CancellationToken& cancellation);

/// What values of a keyword field start with.
[[nodiscard]] std::string keyword_start(std::string_view name, std::string_view prefix);

struct FrequentWords {
  std::size_t limit = 0;              ///< that many of the most frequent
  std::uint64_t least_frequency = 1;  ///< with no fewer documents
};
/// As expand_prefix(), without opening the lists. @errors cancelled, corruption, io
[[nodiscard]] Result<Expansion> frequent_words(const ListCache& lists, segment::Field field,
                                               std::string_view start, const FrequentWords& wanted,
                                               const CancellationToken& cancellation);

/// How many documents have each of the terms. @param terms  ascending
/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::vector<std::uint64_t>> document_frequencies(
    const ListCache& lists, segment::Field field, std::span<const std::string> terms,
    const CancellationToken& cancellation);

}  // namespace newsidx::query
