// bench/macro/generate/pieces.h
//
// Text as pairs of a separator and a word: "Oil up 2.5%" is ("", Oil) (" ", up) (" ", 2) (".", 5).
// A word is a run of ASCII letters and digits, as in the normalised corpora; all else separates.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::bench::generate {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_word_char(char c) { return is_lower(c) || is_digit(c) || is_upper(c); }

inline std::string lower_case(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

/// Calls sink(separator, word) for each word; what follows the last word is left out.
template <typename Sink>
void for_each_piece(std::string_view text, Sink&& sink) {
  std::size_t at = 0;
  while (true) {
    const std::size_t separator = at;
    while (at < text.size() && !is_word_char(text[at])) ++at;
    if (at == text.size()) return;
    const std::size_t word = at;
    while (at < text.size() && is_word_char(text[at])) ++at;
    sink(text.substr(separator, word - separator), text.substr(word, at - word));
  }
}

}  // namespace newsidx::bench::generate
