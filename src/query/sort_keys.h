// query/sort_keys.h
//
// What articles are sorted by, as a number for each: the greatest come first, 0 is none.
//
// Cost: the column of dates is read, 8 bytes an article; of a keyword field, all lists of its
// numbers. Kept by the index (ListCache) as far as its memory goes.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancellation.h"
#include "segment/segment_reader.h"

namespace newsidx::query {

/// Of a segment.
struct SortKeys {
  static constexpr std::uint32_t kChunk = 8192;  ///< documents with one bound
  const segment::SegmentReader* segment = nullptr;
  std::vector<std::uint64_t> numbers;   ///< empty: no document has one
  std::vector<std::uint64_t> greatest;  ///< of each chunk

  [[nodiscard]] std::uint64_t at(std::uint32_t doc) const noexcept {
    return numbers.empty() ? 0 : numbers[doc];
  }
  [[nodiscard]] std::uint64_t greatest_of(std::uint32_t chunk) const noexcept {
    return chunk < greatest.size() ? greatest[chunk] : 0;
  }
};

/// What --sort asks for.
struct SortOrder {
  enum class By : std::uint8_t { score, date, number };
  By by = By::score;
  std::string field;          ///< folded, of numbers
  bool descending = true;     ///< the newest, or the greatest first
  std::string name = "best";  ///< as it is asked for
};

/// "best", "newest", "oldest", "words", "-words". @param text  empty: the best
[[nodiscard]] SortOrder sort_order(std::string_view text);

/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::vector<std::uint64_t>> sort_keys_of(
    const segment::SegmentReader& segment, const SortOrder& order,
    const CancellationToken& cancellation);

/// The number behind a key; a date in seconds since 1970.
[[nodiscard]] std::optional<double> value_of_key(std::uint64_t key, const SortOrder& order);

}  // namespace newsidx::query
