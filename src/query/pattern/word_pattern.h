// query/pattern/word_pattern.h
//
// What stands for several words of an index: evac*tion, chi?a; daraya~1; /evacu(ees|ation)/. It is
// compared with the words of the articles before stemming, folded, as prefixes are (expansion.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::query {

struct WordPattern {
  enum class Kind : std::uint8_t {
    wildcard,  ///< `text`: "*" is any characters or none, "?" one
    fuzzy,     ///< `text`: a word, from which others are at most `edits` away
    regex,     ///< `text`: without the slashes, of the whole word
  };
  Kind kind = Kind::wildcard;
  std::string text;
  std::uint8_t edits = 0;  ///< of fuzzy [1 or 2]

  static constexpr std::uint8_t kMostEdits = 2;

  friend bool operator==(const WordPattern&, const WordPattern&) = default;
};

/// As it is written in a query: "evac*tion", "daraya~1", "/evacu(ees|ation)/".
[[nodiscard]] std::string to_string(const WordPattern& pattern);

/// The pattern as words are folded: its text, but not its operators (nor \W and \pL of a regex).
using Fold = std::function<std::string(std::string_view)>;
[[nodiscard]] WordPattern folded(const WordPattern& pattern, const Fold& fold);

/// The pattern in place of a prefix, where words are asked for (statistics_source.h): no prefix
/// begins so. Equal patterns have equal keys.
[[nodiscard]] std::string key_of(const WordPattern& pattern);
/// @return nothing of what is no such key
[[nodiscard]] std::optional<WordPattern> pattern_of_key(std::string_view key);

}  // namespace newsidx::query
