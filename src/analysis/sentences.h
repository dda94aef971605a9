// analysis/sentences.h
//
// Where sentences begin: what a passage starts with, and what a search within a sentence asks for.
//
//   behind . ! ? … (and those of other scripts), what closes, a blank, before what can begin one;
//     behind the full stops of Chinese and Japanese without a blank;
//   not behind an abbreviation ("Mr. Smith", "U.S. troops", "Jan. 5") or the number of a list's
//     item ("3. The ...");
//   with each paragraph, and wherever no phrase runs on from one line to the next (text_lines.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/cancellation.h"

namespace newsidx::analysis {

/// The sentences of a line but its first, which may belong to the line before.
class SentenceFinder {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  /// @param begin, end  the line in `text`; must outlive the finder
  SentenceFinder(std::string_view text, std::size_t begin, std::size_t end)
      : text_(text), line_(begin), end_(end), at_(begin) {}

  /// The offset of the next sentence's first character, or kNone when no full stop before `limit`
  /// ends one. Behind `limit` it goes on with the next call. Linear over all calls.
  [[nodiscard]] std::size_t next(std::size_t limit);

 private:
  [[nodiscard]] std::size_t next_stop(std::size_t end) const;
  [[nodiscard]] std::size_t sentence_behind(std::size_t stop);
  [[nodiscard]] bool is_short_form(std::size_t stop) const;

  std::string_view text_;
  std::size_t line_, end_;
  std::size_t at_;
};

/// Byte offsets, ascending: of the first character of each sentence of a text. Linear in the text.
/// @param pace  may be nullptr; when it is over, the sentences are those found until then
[[nodiscard]] std::vector<std::uint32_t> sentence_begins(std::string_view text,
                                                         PacedCancellation* pace = nullptr);

}  // namespace newsidx::analysis
