// source/dates/date_tokens.h
//
// Folded text of a date in numbers, words and signs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace newsidx::source {

struct DateToken {
  enum class Kind : std::uint8_t { number, word, sign };
  Kind kind = Kind::sign;
  std::string_view text;  ///< a sign is one character
  std::size_t begin = 0;  ///< in the text
  bool after_blank = false;
  int value = 0;  ///< of a number

  [[nodiscard]] bool is_sign(char c) const { return kind == Kind::sign && text[0] == c; }
  [[nodiscard]] bool is_number(std::size_t min_digits, std::size_t max_digits) const {
    return kind == Kind::number && text.size() >= min_digits && text.size() <= max_digits;
  }
};

/// A word is a run of letters; a Chinese character is one by itself, but for those that make one
/// with the next ("上午"). "p.m." is a word.
/// @return nothing when there are more tokens, or longer numbers, than a date has
[[nodiscard]] std::optional<std::vector<DateToken>> date_tokens(std::string_view folded);

}  // namespace newsidx::source
