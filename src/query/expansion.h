// query/expansion.h
//
// Looking a query up in the dictionaries: frequencies, words with a prefix, names of fields.
//
// Memory: 2 MiB, or 16 KiB for each segment where that is more, and 24 bytes for each of at most
// kMaxCounted words, whatever a prefix stands for.
// Cost: the words with the prefix are read and looked up in each segment, stretch by stretch; where
// the segments' words differ, some of them more than once.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/interrupt.h"
#include "query/list_cache.h"
#include "query/plan.h"
#include "segment/field.h"

namespace newsidx::query {

struct Expansion {
  std::vector<ListRef> lists;     ///< distinct, in byte order; frequencies set
  std::uint64_t found_count = 0;  ///< how many there were before cutting
  bool is_counted = true;         ///< false: there were more than found_count, which is kMaxCounted

  /// Words beyond what a stretch of the dictionary holds are counted up to here.
  static constexpr std::uint64_t kMaxCounted = 500'000;
};

/// The lists of all words that start with `prefix` (folded): a word with this beginning is searched
/// as if it had been written out. Beyond `limit` the most frequent ones are kept.
/// @errors cancelled, corruption, io
[[nodiscard]] Result<Expansion> expand_prefix(const ListCache& lists, segment::Field field,
                                              std::string_view prefix, std::size_t limit,
                                              const Interrupt& interrupt);

/// The same for values of a keyword field.
[[nodiscard]] Result<Expansion> expand_keyword_prefix(const ListCache& lists, std::string_view name,
                                                      std::string_view prefix, std::size_t limit,
                                                      const Interrupt& interrupt);

/// Does a keyword field have this name (bounded, segment::keyword_name())? @errors corruption, io
[[nodiscard]] Result<bool> has_keyword_name(Segments segments, std::string_view name);

/// Names of the keyword fields in the index, ascending. @errors cancelled, corruption, io
[[nodiscard]] Result<std::vector<std::string>> keyword_names(Segments segments,
                                                             const Interrupt& interrupt);

}  // namespace newsidx::query
