#include "source/html/url_date.h"

#include <algorithm>
#include <string>

namespace newsidx::source {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number of exactly `size` digits at `at`, or -1.
int number_at(std::string_view text, std::size_t at, std::size_t size) {
  if (at + size > text.size()) return -1;
  int number = 0;
  for (std::size_t i = at; i < at + size; ++i) {
    if (!is_digit(text[i])) return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

std::string two_digits(int number) {
  std::string out = std::to_string(number);
  return out.size() < 2 ? "0" + out : out;
}

}  // namespace

std::optional<Timestamp> date_of_url(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(std::min(url.find('/', scheme + 3), url.size()));
  }
  url = url.substr(0, url.find_first_of("?#"));
  for (std::size_t at = 1; at + 8 <= url.size(); ++at) {
    if (is_digit(url[at - 1])) continue;
    const int year = number_at(url, at, 4);
    if (year < 1900 || year > 2199) continue;
    std::size_t next = at + 4;
    const char sign = url[next];
    int month = -1, day = -1;
    if (sign == '/' || sign == '-' || sign == '_') {
      const std::size_t size = number_at(url, next + 1, 2) >= 0 ? 2 : 1;
      month = number_at(url, next + 1, size);
      next += 1 + size;
      if (next >= url.size() || url[next] != sign) continue;
      const std::size_t day_size = number_at(url, next + 1, 2) >= 0 ? 2 : 1;
      day = number_at(url, next + 1, day_size);
      next += 1 + day_size;
    } else {
      month = number_at(url, next, 2);
      day = number_at(url, next + 2, 2);
      next += 4;
    }
    if (month < 1 || day < 1 || (next < url.size() && is_digit(url[next]))) continue;
    const std::string iso = std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
    if (auto date = Timestamp::parse(iso)) return date;
  }
  return std::nullopt;
}

}  // namespace newsidx::source
