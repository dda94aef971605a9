// The dates of a record: part of FieldReader.

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/blanks.h"
#include "source/fields/field_reader.h"
#include "source/fields/field_text.h"
#include "source/language/detect_language.h"
#include "source/record.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxUnknownBytes = 32;

bool has_two_readings(std::string_view date, DateHints hints) {
  hints.is_month_first = false;
  return parse_date(date, hints).has_value();
}

// What databases and their exports write where no date is known.
bool says_unknown(std::string_view date) {
  constexpr std::string_view kUnknown[] = {"n/a",  "na",   "nan",     "nat",
                                           "none", "null", "unknown", "-"};
  if (date.size() > kMaxUnknownBytes) return false;
  std::string small(date);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::string_view word = trimmed(small);
  return word.starts_with("0000-00-00") || std::ranges::find(kUnknown, word) != std::end(kUnknown);
}

}  // namespace

void FieldReader::take_dates(DateHints hints) {
  auto& published = found_->article.published;
  std::string language;  // of the text
  std::vector<std::size_t> failed;
  std::size_t taken = kNone;
  std::size_t place = best(FieldRole::published);
  while (place != kNone && failed.size() < kMaxTriedFields) {
    published = parse_date((*fields_)[place].value, hints);
    if (!published && has_two_readings((*fields_)[place].value, hints)) {
      // English text would say nothing.
      if (hints.language.empty()) hints.language = language = detect_language(found_->article.body);
      published = parse_date((*fields_)[place].value, hints);
    }
    if (published) {
      taken = place;
      break;
    }
    failed.push_back(place);
    place = next_best(FieldRole::published, place);
  }
  for (const std::size_t other : failed) {
    if (is_own(other) || (taken == kNone && !is_clock((*fields_)[other].value))) {
      ignore_date(other, hints);
    }
  }
  if (taken == kNone) return take_calendar();
  refine_day(hints, taken);
  name_date(taken);
}

// "2020-01-31" beside "2020-01-31T04:30:00Z", or else beside "04:36:34".
void FieldReader::refine_day(const DateHints& hints, std::size_t taken) {
  Timestamp& published = *found_->article.published;
  if (published.precision != Timestamp::Precision::day) return;
  std::optional<Timestamp> clock;
  std::size_t tried = 0;
  for (std::size_t i = 0; i < matches_.size() && tried < kMaxTriedFields; ++i) {
    const FieldRole role = matches_[i].role;
    const bool is_date = role == FieldRole::published && !is_own(i);
    if (i == taken || !is_usable(i) || (!is_date && role != FieldRole::time_of_day)) continue;
    ++tried;
    const std::string& text = (*fields_)[i].value;
    if (is_clock(text)) {
      if (!clock) clock = parse_date(published.to_string() + ' ' + text);
    } else if (is_date) {
      const auto finer = parse_date(text, hints);
      if (!finer || finer->precision == Timestamp::Precision::day) continue;
      if (day_of_text(text, *finer) != published.utc_seconds) continue;
      published = *finer;
      return;
    }
  }
  if (clock) published = *clock;
}

// Year, month and day in fields of their own.
void FieldReader::take_calendar() {
  std::string date;
  for (const FieldRole role : {FieldRole::year, FieldRole::month, FieldRole::day}) {
    const std::size_t place = best(role);
    if (place == kNone) return;
    std::string part = (*fields_)[place].value;
    if (part.ends_with(".0")) part.resize(part.size() - 2);
    date += (date.empty() ? "" : "-") + part;
  }
  found_->article.published = parse_date(date);
}

void FieldReader::name_date(std::size_t taken) {
  if (!is_own(taken)) {
    found_->article.keywords.emplace_back(kDateFromField, (*fields_)[taken].name);
  }
  is_used_[taken] = 1;
}

void FieldReader::ignore_date(std::size_t index, const DateHints& hints) {
  const FlatField& field = (*fields_)[index];
  if (says_unknown(field.value)) return;
  ignore(field.name, (has_two_readings(field.value, hints) ? " is a date with two readings: '"
                                                           : " is not a date: '") +
                         quoted_part(field.value) + "'");
}

}  // namespace newsidx::source
