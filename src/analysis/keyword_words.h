// analysis/keyword_words.h: the words of a keyword field's value, and the hosts of a url.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsidx::analysis {

/// More words of a value are not looked at: values are names, and some fields are texts.
inline constexpr std::size_t kMaxKeywordWords = 32;

/// What is written without a blank: "o'neill", "covid-19", "u.s.".
struct KeywordCompound {
  std::vector<std::string> parts;  ///< runs of letters and digits; at least one
  std::string joined;              ///< all of them in one piece: "oneill"; empty where none is made
};

/// The words of a folded value, in their order. Parts are joined by the signs that join them in
/// texts (README.md, "Words with signs inside"): numbers alone only by the comma of a thousand.
[[nodiscard]] std::vector<KeywordCompound> keyword_compounds(std::string_view folded);

/// The pairs of neighbouring characters of a word of three and more that is written without blanks
/// ("北京市": 北京, 京市): what it is searched by, as in texts. None of other words.
[[nodiscard]] std::vector<std::string> keyword_pairs(std::string_view word);

/// The distinct words of a folded value for an index, in their order: parts, neighbours joined,
/// compounds in one piece, and pairs of characters. None where the value is one word: it stands for
/// itself.
[[nodiscard]] std::vector<std::string> keyword_words(std::string_view folded);

/// The host of a folded url, without scheme, user, port and path: "www.bbc.co.uk".
[[nodiscard]] std::string host_of_url(std::string_view folded);

/// A folded url without scheme, fragment and slashes at its end: "www.bbc.co.uk/news/world-1".
[[nodiscard]] std::string_view bare_url(std::string_view folded);

/// The host and its parent domains of two labels and more: www.bbc.co.uk, bbc.co.uk, co.uk.
[[nodiscard]] std::vector<std::string> hosts_of_url(std::string_view folded);

}  // namespace newsidx::analysis
