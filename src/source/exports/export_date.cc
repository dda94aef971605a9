#include "source/exports/export_date.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace newsidx::source {
namespace {

struct Month {
  std::string_view name;  // in small letters
  int number;
};

constexpr std::array<Month, 54> kMonths = {
    {{"jan", 1},       {"january", 1},   {"januar", 1},    {"janvier", 1},   {"jänner", 1},
     {"janv", 1},      {"feb", 2},       {"february", 2},  {"februar", 2},   {"février", 2},
     {"févr", 2},      {"fevrier", 2},   {"mar", 3},       {"march", 3},     {"märz", 3},
     {"mrz", 3},       {"mars", 3},      {"apr", 4},       {"april", 4},     {"avril", 4},
     {"avr", 4},       {"may", 5},       {"mai", 5},       {"jun", 6},       {"june", 6},
     {"juni", 6},      {"juin", 6},      {"jul", 7},       {"july", 7},      {"juli", 7},
     {"juillet", 7},   {"juil", 7},      {"aug", 8},       {"august", 8},    {"août", 8},
     {"aout", 8},      {"sep", 9},       {"sept", 9},      {"september", 9}, {"septembre", 9},
     {"oct", 10},      {"okt", 10},      {"october", 10},  {"oktober", 10},  {"octobre", 10},
     {"nov", 11},      {"november", 11}, {"novembre", 11}, {"dec", 12},      {"dez", 12},
     {"december", 12}, {"dezember", 12}, {"décembre", 12}, {"déc", 12}}};

struct Zone {
  std::string_view name;
  std::string_view offset;
};

constexpr std::array<Zone, 10> kZones = {{{"gmt", "Z"},
                                          {"utc", "Z"},
                                          {"est", "-05:00"},
                                          {"edt", "-04:00"},
                                          {"cst", "-06:00"},
                                          {"cdt", "-05:00"},
                                          {"mst", "-07:00"},
                                          {"mdt", "-06:00"},
                                          {"pst", "-08:00"},
                                          {"pdt", "-07:00"}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80;
}

struct Part {
  std::string text;  // digits, or a word in small letters
  char before = 0;   // the sign in front of it
};

std::vector<Part> parts_of(std::string_view line) {
  constexpr std::size_t kMaxParts = 64;
  std::vector<Part> parts;
  for (std::size_t at = 0; at < line.size() && parts.size() < kMaxParts;) {
    const bool is_number = is_digit(line[at]);
    if (!is_number && !is_letter(line[at])) {
      ++at;
      continue;
    }
    Part part;
    part.before = at > 0 ? line[at - 1] : '\0';
    while (at < line.size() && (is_number ? is_digit(line[at]) : is_letter(line[at]))) {
      const char c = line[at++];
      part.text.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

int month_of(const Part& part) {
  const auto* const found = std::ranges::find(kMonths, std::string_view(part.text), &Month::name);
  return found == kMonths.end() ? 0 : found->number;
}

bool is_year(const Part& part) { return part.text.size() == 4 && is_digit(part.text[0]); }
bool is_short_number(const Part& part) { return part.text.size() <= 2 && is_digit(part.text[0]); }

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

// "10:15 PM GMT" among the parts from `at` on: "T22:15Z"; "" for none.
std::string time_of(const std::vector<Part>& parts, std::size_t at) {
  for (; at + 1 < parts.size(); ++at) {
    const bool is_time = is_short_number(parts[at]) && parts[at + 1].before == ':' &&
                         is_digit(parts[at + 1].text[0]) && parts[at + 1].text.size() == 2;
    if (!is_time) continue;
    int hour = std::stoi(parts[at].text);
    std::size_t next = at + 2;
    if (next < parts.size() && parts[next].before == ':') ++next;  // seconds
    if (next < parts.size() && (parts[next].text == "am" || parts[next].text == "pm")) {
      if (hour < 1 || hour > 12) return "";
      hour = hour % 12 + (parts[next].text == "pm" ? 12 : 0);
      ++next;
    }
    std::string time = "T" + two(hour) + ":" + parts[at + 1].text;
    if (next < parts.size()) {
      const auto* const zone =
          std::ranges::find(kZones, std::string_view(parts[next].text), &Zone::name);
      if (zone != kZones.end()) time += zone->offset;
    }
    return time;
  }
  return "";
}

std::optional<Timestamp> date_of(const Part& year, int month, const Part& day,
                                 const std::string& time) {
  const std::string date = year.text + "-" + two(month) + "-" + two(std::stoi(day.text));
  const auto with_time = Timestamp::parse(date + time);
  return with_time ? with_time : Timestamp::parse(date);
}

}  // namespace

std::optional<Timestamp> date_in_line(std::string_view line) {
  const std::vector<Part> parts = parts_of(line);
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    const Part &a = parts[i], &b = parts[i + 1], &c = parts[i + 2];
    std::optional<Timestamp> date;
    const auto time = [&] { return time_of(parts, i + 3); };
    if (is_year(c) && is_short_number(b) && month_of(a) > 0) {
      date = date_of(c, month_of(a), b, time());
    } else if (is_year(c) && is_short_number(a) && month_of(b) > 0) {
      date = date_of(c, month_of(b), a, time());
    } else if (is_year(a) && b.before == '-' && c.before == '-' && is_short_number(b) &&
               is_short_number(c)) {
      date = date_of(a, std::stoi(b.text), c, time());
    }
    if (date) return date;
  }
  return std::nullopt;
}

}  // namespace newsidx::source
