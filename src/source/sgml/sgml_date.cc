#include "source/sgml/sgml_date.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "source/dates/date_text.h"

namespace newsidx::source {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// From 1; 0 for none.
std::size_t month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  constexpr std::array<std::string_view, 12> kEnds = {
      "uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"};
  std::string small;
  for (const char c : word.substr(0, 10)) small.push_back(static_cast<char>(c | 0x20));
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const bool is_it =
        small == kMonths[i] || small == std::string(kMonths[i]) + std::string(kEnds[i]);
    if (is_it || (i == 8 && small == "sept")) return i + 1;
  }
  return 0;
}

struct Part {
  std::string_view text;
  std::size_t month = 0;  // of a word
  char before = 0;        // the sign in front of it
};

// Numbers and names of months; other words are left out.
std::vector<Part> parts_of(std::string_view text) {
  constexpr std::size_t kMaxParts = 16;
  std::vector<Part> parts;
  for (std::size_t at = 0; at < text.size() && parts.size() < kMaxParts;) {
    const bool is_number = is_digit(text[at]);
    if (!is_number && !is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_number ? is_digit(text[end]) : is_letter(text[end]))) ++end;
    const std::string_view word = text.substr(at, end - at);
    const std::size_t month = is_number ? 0 : month_of(word);
    if (is_number || month > 0) parts.push_back({word, month, at > 0 ? text[at - 1] : '\0'});
    at = end;
  }
  return parts;
}

std::string two(std::string_view digits) {
  return digits.size() == 1 ? "0" + std::string(digits) : std::string(digits);
}

std::string year_of(std::string_view digits) {
  return digits.size() == 2 ? "19" + std::string(digits) : std::string(digits);
}

std::optional<Timestamp> date_of(std::string_view year, std::string_view month,
                                 std::string_view day, std::string_view time = "") {
  return Timestamp::parse(year_of(year) + "-" + two(month) + "-" + two(day) + std::string(time));
}

// "T15:01:01" of three parts that colons join.
std::string time_of(const std::vector<Part>& parts, std::size_t at) {
  if (at + 1 >= parts.size() || parts[at + 1].before != ':' || parts[at].text.size() > 2) return "";
  std::string time = "T" + two(parts[at].text) + ":" + two(parts[at + 1].text);
  if (at + 2 < parts.size() && parts[at + 2].before == ':') time += ":" + two(parts[at + 2].text);
  return time;
}

std::optional<Timestamp> date_of_digits(std::string_view digits) {
  if (digits.size() != 6 && digits.size() != 8) return std::nullopt;
  const std::size_t year = digits.size() - 4;
  return date_of(digits.substr(0, year), digits.substr(year, 2), digits.substr(year + 2));
}

}  // namespace

std::optional<Timestamp> parse_sgml_date(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return std::nullopt;
  text = text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
  const bool is_year_first = text.size() > 4 && text[4] == '-';
  if (is_year_first) return parse_date(text);
  const std::vector<Part> parts = parts_of(text);
  if (parts.empty()) return parse_date(text);
  if (parts[0].text.size() >= 6 && parts[0].month == 0) return date_of_digits(parts[0].text);
  if (parts.size() < 3) return parse_date(text);
  const auto& [a, b, c] = std::tie(parts[0], parts[1], parts[2]);
  const std::string time = time_of(parts, 3);
  const auto month = [](const Part& part) { return std::to_string(part.month); };
  if (a.month > 0 && b.month == 0) return date_of(c.text, month(a), b.text, time);
  if (b.month > 0 && a.month == 0) return date_of(c.text, month(b), a.text, time);
  if (a.month > 0 || b.month > 0 || c.month > 0) return parse_date(text);
  return date_of(c.text, a.text, b.text, time);
}

std::optional<Timestamp> date_of_docno(std::string_view docno) {
  std::size_t at = 0;
  while (at < docno.size() && (is_letter(docno[at]) || docno[at] == '_')) ++at;
  std::size_t end = at;
  while (end < docno.size() && is_digit(docno[end])) ++end;
  const bool is_one = at > 0 && end < docno.size() && (docno[end] == '-' || docno[end] == '.');
  return is_one ? date_of_digits(docno.substr(at, end - at)) : std::nullopt;
}

}  // namespace newsidx::source
