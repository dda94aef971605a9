#include "source/html/line_date.h"

#include <algorithm>
#include <array>
#include <string>

#include "source/page/page_date.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxLineBytes = 400;

// Beginnings of words of change in ten languages, in small letters.
constexpr std::array<std::string_view, 16> kChanges = {
    "updat",       "modif",    "aktualis", "geändert", "actualiz", "mis à jour",
    "mise à jour", "aggiorna", "güncell",  "oppdat",   "uppdat",   "opdat",
    "bijgewerkt",  "обновл",   "更新",     "수정"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view before_change(std::string_view line) {
  std::string small(line);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  std::size_t end = line.size();
  for (const std::string_view word : kChanges) end = std::min(end, small.find(word));
  return line.substr(0, end);
}

// A number of one to `most` digits at `at`, which moves past it; -1 when there is none.
int take_number(std::string_view text, std::size_t& at, std::size_t most) {
  int number = 0;
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end]) && end - at < most) {
    number = number * 10 + (text[end++] - '0');
  }
  if (end == at || (end < text.size() && is_digit(text[end]))) return -1;
  at = end;
  return number;
}

// Past one of the signs that join the parts of a date: ".", "-", "/", "年", "월 ".
bool take_joint(std::string_view text, std::size_t& at) {
  constexpr std::array<std::string_view, 10> kJoints = {"년 ", "월 ", "년", "월", "年",
                                                        "月",  ". ",  ".",  "-",  "/"};
  for (const std::string_view joint : kJoints) {
    if (!text.substr(at).starts_with(joint)) continue;
    at += joint.size();
    return true;
  }
  return false;
}

std::optional<Timestamp> day_of(int year, int month, int day) {
  if (year < 1600 || year > 2199 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return Timestamp::parse(std::to_string(year) + "-" + two(month) + "-" + two(day));
}

// A date of three numbers at `at`: with the year first, or day, month and year with dots; with
// slashes in the order of the page's language.
std::optional<Timestamp> numbers_at(std::string_view text, std::size_t at, const DateHints& hints) {
  std::size_t next = at;
  const int first = take_number(text, next, 4);
  if (first < 0 || next >= text.size()) return std::nullopt;
  const bool is_slash = text[next] == '/';
  if (!take_joint(text, next)) return std::nullopt;
  const int second = take_number(text, next, 2);
  if (second < 0 || !take_joint(text, next)) return std::nullopt;
  const int third = take_number(text, next, 4);
  if (third < 0) return std::nullopt;
  if (first >= 1600) return day_of(first, second, third);
  if (third < 1600) return std::nullopt;
  if (is_slash && hints.is_month_first.value_or(false)) return day_of(third, first, second);
  return day_of(third, second, first);
}

}  // namespace

std::optional<Timestamp> date_in_line(std::string_view line, const DateHints& hints) {
  if (line.size() > kMaxLineBytes) return std::nullopt;
  line = before_change(line);
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!is_digit(line[at]) || (at > 0 && is_digit(line[at - 1]))) continue;
    if (const auto date = numbers_at(line, at, hints)) return date;
  }
  // Between separators a date in words may stand alone.
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of("|\n"), line.size());
    const std::string_view piece = line.substr(0, end);
    if (const auto date = parse_date(piece, hints)) return date;
    if (const auto date = parse_page_date(piece)) return date;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return std::nullopt;
}

}  // namespace newsidx::source
