#include "source/warc/capture_dates.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::source;

namespace {

RecordHead head_of(const std::string& url, std::string_view date,
                   WarcRole role = WarcRole::response) {
  RecordHead head;
  head.role = role;
  head.url = url;
  head.date = Timestamp::parse(date);
  return head;
}

}  // namespace

TEST_CASE("captures to which there is a newer one are told") {
  CaptureDates dates(1 << 20);
  const RecordHead old = head_of("http://a.example/1", "2016-08-26T00:00:00Z");
  const RecordHead newest = head_of("http://a.example/1", "2016-08-28T00:00:00Z");
  const RecordHead undated = head_of("http://a.example/1", "");
  const RecordHead text = head_of("http://a.example/1", "2016-08-25T00:00:00Z", WarcRole::content);
  const RecordHead other = head_of("http://a.example/1/", "2016-08-20T00:00:00Z");
  for (const RecordHead& head : {old, newest, undated, text, other, newest, other}) {
    dates.note(head);
  }
  dates.close();
  for (const RecordHead& head : {old, undated, newest}) {
    REQUIRE(dates.find(head).has_value());
    CHECK(dates.find(head)->page == dates.find(old)->page);
    CHECK(dates.find(head)->is_newest == (head.date == newest.date));
  }
  CHECK_FALSE(dates.find(text).has_value());   // is no capture of the page
  CHECK_FALSE(dates.find(other).has_value());  // of one date
  CHECK_FALSE(dates.find(head_of("http://a.example/2", "2016-08-20T00:00:00Z")).has_value());
}

TEST_CASE("captures without dates are all read") {
  CaptureDates dates(1 << 20);
  const RecordHead undated = head_of("http://a.example/1", "");
  dates.note(undated);
  dates.note(undated);
  dates.close();
  CHECK_FALSE(dates.find(undated).has_value());
}

TEST_CASE("many captures of few pages fit, and of too many pages nothing is known") {
  const auto head_at = [](const std::string& page, int i) {
    return head_of("http://a.example/" + page,
                   "2016-08-26T00:" + std::to_string(10 + i / 200 % 50) + ":00Z");
  };
  CaptureDates few(0);  // the least that it keeps
  for (int i = 0; i < 20'000; ++i) few.note(head_at(std::to_string(i % 200), i));
  few.close();
  CHECK_FALSE(few.is_overflowing());
  REQUIRE(few.find(head_at("1", 0)).has_value());
  CHECK_FALSE(few.find(head_at("1", 0))->is_newest);
  CHECK(few.find(head_at("1", 49 * 200))->is_newest);
  for (const bool is_late : {false, true}) {
    CAPTURE(is_late);
    CaptureDates many(0);
    for (int i = 0; i < 10'000; ++i) {
      const bool is_repeated = (i < 5'000) == is_late;
      many.note(head_at(std::to_string(is_repeated ? i % 200 : i), i));
    }
    many.close();
    CHECK(many.is_overflowing());
    CHECK_FALSE(many.find(head_at("1", 0)).has_value());
  }
}
