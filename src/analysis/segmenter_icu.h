// analysis/segmenter_icu.h
//
// UAX #29 word segmentation by ICU, with its dictionaries for scripts without blanks (Chinese,
// Japanese, Thai, Lao, Khmer, Burmese).
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

  /// Appends the words of `text`: segments with a letter or digit, from their first letter or digit
  /// to their last (and its marks). Apostrophes of all kinds count as U+0027, and an ill-formed
  /// byte as U+FFFD, which no word contains.
  void segment(std::string_view text, std::vector<Span>& words);

 private:
  struct Close {
    void operator()(UBreakIterator* iterator) const noexcept;
  };
  explicit IcuSegmenter(UBreakIterator* iterator) : iterator_(iterator) {}

  void decode(std::string_view text);
  void append_word(std::size_t begin, std::size_t end, std::vector<Span>& words) const;

  std::unique_ptr<UBreakIterator, Close> iterator_;
  std::u16string utf16_;                // the text as ICU reads it
  std::vector<std::uint32_t> offsets_;  // of each of its units (and of its end) in the UTF-8 text
};

}  // namespace newsidx::analysis
