// analysis/segmenter_icu.h
//
// UAX #29 word segmentation by ICU, with its dictionaries for Thai and Lao. Text of the other
// scripts without blanks is cut into units (units.h); of queries, also into the words of ICU's
// dictionaries.
//
// Threads: one segmenter, one thread.   Cost: 40-60 MB/s, and about 0.2 us a call.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/span.h"

struct UBreakIterator;

namespace newsidx::analysis {

class IcuSegmenter {
 public:
  /// @errors internal  ICU has no word-break rules
  [[nodiscard]] static Result<IcuSegmenter> open();

  /// Appends the words of `text`: units, and segments with a letter or digit, from their first
  /// letter or digit to their last (and its marks). Apostrophes of all kinds count as U+0027, all
  /// blanks as blanks (UAX #29 has U+202F join words), digits below the line and those above it
  /// behind a unit of measure as digits ("CO₂", "km²", but not "word¹"), and an ill-formed byte as
  /// U+FFFD, which no word contains.
  void segment(std::string_view text, std::vector<Span>& words);

  /// Appends the words of a run of units as ICU's dictionaries have them, as far as they end where
  /// a unit ends.
  void cut_by_dictionary(std::string_view run, std::vector<Span>& words);

 private:
  struct Close {
    void operator()(UBreakIterator* iterator) const noexcept;
  };
  explicit IcuSegmenter(UBreakIterator* iterator) : iterator_(iterator) {}

  void decode(std::string_view text);
  void push(char32_t point, std::size_t offset);
  [[nodiscard]] char32_t as_read(char32_t point) const;
  void append_word(std::size_t begin, std::size_t end, std::vector<Span>& words) const;
  void append_units_before(std::size_t offset, std::vector<Span>& words);
  [[nodiscard]] bool restart();

  std::unique_ptr<UBreakIterator, Close> iterator_;
  std::u16string utf16_;                // the text as ICU reads it
  std::vector<std::uint32_t> offsets_;  // of each code unit (and of the end) in the UTF-8 text
  std::vector<Span> units_;             // of the text, which ICU does not see
  std::size_t next_unit_ = 0;           // the first that was not appended
};

}  // namespace newsidx::analysis
