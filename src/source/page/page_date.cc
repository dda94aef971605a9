#include "source/page/page_date.h"

#include <array>
#include <chrono>
#include <string>

#include "source/page/page_lines.h"

namespace newsidx::source {
namespace {

using namespace std::chrono;

constexpr std::size_t kMaxDateBytes = 64;
constexpr std::size_t kMaxDateLineBytes = 96;
constexpr int kFirstYear = 1600;  // of the first newspapers
constexpr int kLastYear = 2199;

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Place of a name that `word` is, or is short for with three letters or more.
template <std::size_t N>
std::optional<unsigned> find_name(const std::array<std::string_view, N>& names,
                                  std::string_view word) {
  for (unsigned i = 0; i < N; ++i) {
    if (word.size() >= 3 && names[i].starts_with(word)) return i;
  }
  return std::nullopt;
}

// Reads lower-case text from its start.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool accept(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  // What may stand between the parts of a date.
  void skip_separators() {
    while (accept(" ") || accept(",") || accept(". ") || accept("- ") || accept("– ") ||
           accept("| ") || accept("at ") || accept("on ")) {
    }
  }

  std::string_view word() {
    return take_while([](char c) { return c >= 'a' && c <= 'z'; });
  }

  std::optional<int> number(std::size_t max_digits) {
    const auto before = rest_;
    const std::string_view digits = take_while([](char c) { return c >= '0' && c <= '9'; });
    if (digits.empty() || digits.size() > max_digits) {
      rest_ = before;
      return std::nullopt;
    }
    return std::stoi(std::string(digits));
  }

  std::optional<unsigned> weekday_name() {
    const auto before = rest_;
    if (const auto place = find_name(kWeekdays, word())) return place;
    rest_ = before;
    return std::nullopt;
  }

  std::optional<unsigned> month_number() {
    const auto before = rest_;
    const std::string_view name = word();
    if (name == "sept") return 9;
    if (const auto place = find_name(kMonths, name)) return *place + 1;
    rest_ = before;
    return std::nullopt;
  }

 private:
  template <class Predicate>
  std::string_view take_while(Predicate predicate) {
    std::size_t size = 0;
    while (size < rest_.size() && predicate(rest_[size])) ++size;
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
};

std::optional<year_month_day> make_date(int year_number, int month_number, int day_number) {
  if (year_number < kFirstYear || year_number > kLastYear) return std::nullopt;
  const year_month_day date{year{year_number}, month{static_cast<unsigned>(month_number)},
                            day{static_cast<unsigned>(day_number)}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

bool falls_on(const year_month_day& date, std::optional<unsigned> weekday_number) {
  return !weekday_number || weekday{sys_days{date}}.c_encoding() == *weekday_number;
}

// "27/08/2016", "27.08.2016" after its first number. Between slashes Europe writes the day first
// and the United States the month: what is no date, or not on the weekday named, was not meant.
std::optional<year_month_day> read_numeric_date(DateScanner& in, int first,
                                                std::optional<unsigned> weekday_number) {
  const bool stops = in.accept(".");
  if (!stops && !in.accept("/")) return std::nullopt;
  const auto second = in.number(2);
  if (!second || !in.accept(stops ? "." : "/")) return std::nullopt;
  const auto year_number = in.number(4);
  if (!year_number) return std::nullopt;
  const auto day_first = make_date(*year_number, *second, first);
  const auto month_first = stops ? std::nullopt : make_date(*year_number, first, *second);
  const bool day_first_fits = day_first && falls_on(*day_first, weekday_number);
  const bool month_first_fits = month_first && falls_on(*month_first, weekday_number);
  if (day_first_fits && month_first_fits && *day_first != *month_first) return std::nullopt;
  if (day_first_fits) return day_first;
  return month_first_fits ? month_first : std::nullopt;
}

// "August 27, 2016", "27 August 2016", "27th Aug. 2016", or numbers only.
std::optional<year_month_day> read_date(DateScanner& in, std::optional<unsigned> weekday_number) {
  auto month_number = in.month_number();
  if (month_number) in.skip_separators();
  const auto day_number = in.number(2);
  if (!day_number) return std::nullopt;
  if (!month_number) {
    const auto numeric = read_numeric_date(in, *day_number, weekday_number);
    if (numeric) return numeric;
  }
  for (const char* suffix : {"st", "nd", "rd", "th"}) {
    if (in.accept(suffix)) break;
  }
  in.skip_separators();
  if (!month_number) {
    month_number = in.month_number();
    if (!month_number) return std::nullopt;
    in.skip_separators();
  }
  const auto year_number = in.number(4);
  if (!year_number) return std::nullopt;
  const auto date = make_date(*year_number, static_cast<int>(*month_number), *day_number);
  return date && falls_on(*date, weekday_number) ? date : std::nullopt;
}

// "02:17", "2:17 pm", "14:05:30 GMT". @return false when there is something, but no time
bool read_time(DateScanner& in, Timestamp& time) {
  const auto hour_given = in.number(2);
  if (!hour_given || !in.accept(":")) return false;
  const auto minute = in.number(2);
  int hour = *hour_given;
  if (!minute || *minute > 59 || hour > 23) return false;
  time.precision = Timestamp::Precision::minute;
  if (in.accept(":")) {
    const auto second = in.number(2);
    if (!second || *second > 59) return false;
    time.utc_seconds += *second;
    time.precision = Timestamp::Precision::second;
  }
  in.accept(" ");
  const bool afternoon = in.accept("pm") || in.accept("p.m.");
  const bool morning = !afternoon && (in.accept("am") || in.accept("a.m."));
  if (afternoon || morning) {
    if (hour < 1 || hour > 12) return false;
    hour = hour % 12 + (afternoon ? 12 : 0);
    in.accept(" ");
  }
  time.zone_known = in.accept("gmt") || in.accept("utc") || in.accept("z");
  time.utc_seconds += hour * 3600 + *minute * 60;
  return true;
}

}  // namespace

std::optional<Timestamp> parse_page_date(std::string_view text) {
  if (text.size() > kMaxDateBytes) return std::nullopt;
  if (const auto iso = Timestamp::parse(text)) return iso;
  const std::string lower_text = lower(text);
  DateScanner in(lower_text);
  const auto weekday_number = in.weekday_name();
  in.skip_separators();
  const auto date = read_date(in, weekday_number);
  if (!date) return std::nullopt;
  Timestamp time;
  time.precision = Timestamp::Precision::day;
  time.utc_seconds = duration_cast<seconds>(sys_days{*date}.time_since_epoch()).count();
  in.skip_separators();
  if (!in.at_end() && !read_time(in, time)) return std::nullopt;
  return in.at_end() ? std::optional(time) : std::nullopt;
}

std::optional<DateLine> parse_date_line(std::string_view line) {
  struct Label {
    std::string_view text;
    DateLine::Kind kind;
    bool needs_date;  // the words alone may begin a sentence
  };
  constexpr Label kLabels[] = {
      {"last update:", DateLine::Kind::updated, false},
      {"last updated:", DateLine::Kind::updated, false},
      {"last modified:", DateLine::Kind::updated, false},
      {"last update", DateLine::Kind::updated, true},
      {"last updated", DateLine::Kind::updated, true},
      {"updated", DateLine::Kind::updated, true},
      {"first published", DateLine::Kind::published, true},
      {"published", DateLine::Kind::published, true},
      {"posted", DateLine::Kind::published, true},
      {"date", DateLine::Kind::published, true},
  };
  if (line.size() > kMaxDateLineBytes) return std::nullopt;
  const std::string text = lower(line);
  for (const Label& label : kLabels) {
    if (!text.starts_with(label.text)) continue;
    std::string_view value = line.substr(label.text.size());
    if (value.starts_with(':')) value.remove_prefix(1);
    if (value.starts_with(" on ")) value.remove_prefix(3);
    if (value.starts_with(' ')) value.remove_prefix(1);
    const auto date = parse_page_date(value);
    if (date || !label.needs_date) return DateLine{label.kind, date};
  }
  if (const auto date = parse_page_date(line)) return DateLine{DateLine::Kind::bare, date};
  return std::nullopt;
}

bool is_dated_link(std::string_view line) {
  for (const std::string_view separator : {" - ", " – ", " — ", " | "}) {
    const std::size_t at = line.rfind(separator);
    if (at == std::string_view::npos || at == 0) continue;
    if (parse_page_date(line.substr(at + separator.size())))
      return !is_wordless(line.substr(0, at));
  }
  return false;
}

}  // namespace newsidx::source
