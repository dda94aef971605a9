// query/pattern/word_matcher.h
//
// Which words a pattern stands for, asked of one after the other in ascending order, as a
// dictionary has them: a matcher keeps what it knows of the beginning that a word shares with the
// one before. In another order it is as right, and slower.
//
// Threads: one.
// Cost: of a wildcard some ns a word, of a fuzzy word 10 ns a character that is not shared, of a
//       regular expression 0.1 us a word.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "query/pattern/word_pattern.h"

namespace newsidx::query {

class WordMatcher {
 public:
  WordMatcher() = default;
  WordMatcher(const WordMatcher&) = delete;
  WordMatcher& operator=(const WordMatcher&) = delete;
  virtual ~WordMatcher() = default;

  struct Verdict {
    bool matches = false;
    /// No word matches that begins with so many bytes of this one; 0: there may be some.
    std::size_t dead_bytes = 0;
  };
  /// @param word  UTF-8
  [[nodiscard]] virtual Verdict test(std::string_view word) = 0;

  /// What all words that match begin with.
  [[nodiscard]] virtual std::string prefix() const = 0;
};

/// @param pattern  folded()
/// @errors parse  a regular expression that is none, or is too large
[[nodiscard]] Result<std::unique_ptr<WordMatcher>> make_matcher(const WordPattern& pattern);

/// "*" is any characters or none, "?" one.
[[nodiscard]] std::unique_ptr<WordMatcher> make_wildcard_matcher(std::string_view pattern);

/// Words at most so many edits away: characters that are left out, put in, put in the place of
/// another; or two neighbours that change places, between which there is nothing else (the
/// restricted Damerau-Levenshtein distance, "optimal string alignment": Lucene's).
/// @param edits  [1, 2]
[[nodiscard]] std::unique_ptr<WordMatcher> make_fuzzy_matcher(std::string_view word,
                                                              unsigned edits);

/// A regular expression of RE2 on the whole word: linear time, at most kRegexBytes of memory.
/// @errors parse
inline constexpr std::size_t kRegexBytes = 2 << 20;
[[nodiscard]] Result<std::unique_ptr<WordMatcher>> make_regex_matcher(std::string_view regex);

}  // namespace newsidx::query
