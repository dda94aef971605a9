// segment/keyword_term.h
//
// The terms of field keyword: name "\0" value. One way for what is indexed and what is asked for.
#pragma once

#include <string>
#include <string_view>

#include "storage/keys.h"

namespace newsidx::segment {

inline constexpr std::size_t kMaxKeywordNameBytes = 256;

/// @param folded  the name of a keyword field, as analysis::fold() makes it
[[nodiscard]] inline std::string keyword_name(std::string_view folded) {
  return storage::bounded_key_text(folded, kMaxKeywordNameBytes);
}

/// @param folded_name, folded_value  of any length
[[nodiscard]] inline std::string keyword_term(std::string_view folded_name,
                                              std::string_view folded_value) {
  std::string term = keyword_name(folded_name);
  term.push_back('\0');
  return term += storage::bounded_key_text(folded_value);
}

/// Before a word of a value of several, which keeps words and whole values apart.
inline constexpr char kKeywordWord = '\1';

/// The term of a word of a value, and of a host of field "url".
[[nodiscard]] inline std::string keyword_word_term(std::string_view folded_name,
                                                   std::string_view folded_word) {
  return keyword_term(folded_name, kKeywordWord + std::string(folded_word));
}

}  // namespace newsidx::segment
