#include "source/page/page_date.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::source;

TEST_CASE("dates as pages write them") {
  struct Row {
    const char* text;
    const char* date;  // "" when there is none
  };
  const Row kRows[] = {
      {"2016-08-27T02:17", "2016-08-27T02:17"},
      {"Sat, 27/08/2016 - 02:17", "2016-08-27T02:17"},
      {"27/08/2016", "2016-08-27"},
      {"27.08.2016 14:05", "2016-08-27T14:05"},
      {"05.08.2016", "2016-08-05"},
      {"Fri, 05/08/2016", "2016-08-05"},  // a Friday day first, a Sunday month first
      {"Sunday, 05/08/2016", "2016-05-08"},
      {"08/27/2016", "2016-08-27"},  // there is no month 27
      {"08/08/2016", "2016-08-08"},
      {"05/08/2016", ""},       // two readings
      {"Mon, 05/08/2016", ""},  // and neither is a Monday
      {"Mon, 27/08/2016", ""},
      {"November 6, 2020", "2020-11-06"},
      {"Nov. 6, 2020", "2020-11-06"},
      {"Sept 6, 2020", "2020-09-06"},
      {"6 November 2020", "2020-11-06"},
      {"6th Nov 2020", "2020-11-06"},
      {"Saturday, August 27, 2016 at 2:17 pm", "2016-08-27T14:17"},
      {"August 27, 2016 12:05 a.m.", "2016-08-27T00:05"},
      {"27 Aug 2016, 14:05:30 GMT", "2016-08-27T14:05:30Z"},
      {"August 27, 2016 | 14:05 UTC", "2016-08-27T14:05Z"},
      {"August 2016", ""},
      {"August 32, 2016", ""},
      {"February 30, 2016", ""},
      {"31/02/2016", ""},
      {"August 27, 2016 was a Saturday", ""},
      {"August 27, 2016 25:00", ""},
      {"August 27, 2016 13:00 pm", ""},
      {"August 27, 16", ""},
      {"August 27, 0016", ""},
      {"more than 100 people", ""},
      {"1,500,000", ""},
      {"", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto date = parse_page_date(row.text);
    CHECK((date ? date->to_string() : "") == row.date);
  }
}

TEST_CASE("the date of the seed page is known to the minute, its zone is not") {
  const auto date = parse_page_date("Sat, 27/08/2016 - 02:17");
  REQUIRE(date.has_value());
  CHECK(date->precision == Timestamp::Precision::minute);
  CHECK_FALSE(date->zone_known);
  CHECK(date == Timestamp::parse("2016-08-27T02:17"));
}

TEST_CASE("date lines say what their date is") {
  struct Row {
    const char* line;
    bool is_date_line;
    DateLine::Kind kind;
    const char* date;
  };
  const Row kRows[] = {
      {"Last update: Sat, 27/08/2016 - 02:17", true, DateLine::Kind::updated, "2016-08-27T02:17"},
      {"LAST UPDATED: August 27, 2016", true, DateLine::Kind::updated, "2016-08-27"},
      {"Last update: yesterday", true, DateLine::Kind::updated, ""},
      {"Updated 27 August 2016", true, DateLine::Kind::updated, "2016-08-27"},
      {"Published: 2016-08-27", true, DateLine::Kind::published, "2016-08-27"},
      {"Published on August 27, 2016", true, DateLine::Kind::published, "2016-08-27"},
      {"Posted August 27, 2016", true, DateLine::Kind::published, "2016-08-27"},
      {"August 27, 2016", true, DateLine::Kind::bare, "2016-08-27"},
      {"Published figures show a rise", false, DateLine::Kind::bare, ""},
      {"Updated rules take effect August 27, 2016", false, DateLine::Kind::bare, ""},
      {"The truce began on August 27, 2016", false, DateLine::Kind::bare, ""},
      {"Date palms suffer", false, DateLine::Kind::bare, ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.line);
    const auto line = parse_date_line(row.line);
    REQUIRE(line.has_value() == row.is_date_line);
    if (!line) continue;
    CHECK(line->kind == row.kind);
    CHECK((line->date ? line->date->to_string() : "") == row.date);
  }
}

TEST_CASE("a dated link is a text, a dash and a date") {
  CHECK(is_dated_link("Tips for becoming a good boxer - November 6, 2020"));
  CHECK(is_dated_link("Here’s all you need to know – 3 November 2020"));
  CHECK_FALSE(is_dated_link("- November 6, 2020"));
  CHECK_FALSE(is_dated_link("The talks - which failed - resume on November 6, 2020"));
  CHECK_FALSE(is_dated_link("Obama - Kerry"));
}
