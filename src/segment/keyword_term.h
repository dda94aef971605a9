// segment/keyword_term.h
//
// The terms of field keyword: name "\0" value. One way for what is indexed and what is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"
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

/// Before the hash of a whole url.
inline constexpr char kWholeUrl = '\2';

/// The term of a word of a value, and of a host of field "url".
[[nodiscard]] inline std::string keyword_word_term(std::string_view folded_name,
                                                   std::string_view folded_word) {
  return keyword_term(folded_name, kKeywordWord + std::string(folded_word));
}

/// The term of a whole url in field "url": 42 bits of its hash, for urls are long, and nearly every
/// article has one of its own. With a million articles one query of four million finds a wrong one.
/// @param bare  as analysis::bare_url() makes it
[[nodiscard]] inline std::string whole_url_term(std::string_view bare) {
  constexpr unsigned kDigits = 7;
  constexpr char kDigit[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  std::string hash(1, kWholeUrl);
  std::uint64_t bits = hash64(bare);
  for (unsigned digit = 0; digit < kDigits; ++digit, bits >>= 6) hash.push_back(kDigit[bits & 63]);
  return keyword_term("url", hash);
}

}  // namespace newsidx::segment
