#include "source/problem.h"

namespace newsidx::source {

Remark Problem::remark() const {
  std::string place = file;
  for (char& c : place) {  // a name may be anything, and is shown on a terminal
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
  }
  if (line > 0) place += ':' + std::to_string(line);
  return {place + ": " + message, hint};
}

std::string no_news_message(const std::string& what) {
  const bool has_vowel = std::string_view("aeiou").find(what.front()) != std::string_view::npos;
  return (has_vowel ? "an " : "a ") + what + " is no news";
}

std::string place_in_file(std::uint64_t byte, std::string_view url) {
  std::string place = "at byte " + std::to_string(byte);
  if (!url.empty()) (place += " (").append(url) += ')';
  return place;
}

}  // namespace newsidx::source
