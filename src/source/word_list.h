// source/word_list.h
//
// Lists of words that are data: "article doc story", with or without blanks at the ends.
//
// Threads: pure functions.   Cost: linear in the list.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsidx::source {

[[nodiscard]] constexpr bool has_word(std::string_view list, std::string_view word) noexcept {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  for (std::size_t at = list.find(word); at != std::string_view::npos;
       at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool is_whole =
        (at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ');
    if (is_whole) return true;
  }
  return false;
}

}  // namespace newsidx::source
