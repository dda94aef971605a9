#include "source/fields/field_map.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::source;

namespace {

FieldMap map_of(const char* text) {
  auto map = FieldMap::parse(text);
  if (!map) FAIL_CHECK(map.error().to_string());
  return map ? *std::move(map) : FieldMap{};
}

}  // namespace

TEST_CASE("a map tells the roles of fields, the first names first") {
  const FieldMap map =
      map_of(R"(body=maintext, title=fields.headline|headline,date="when, exactly"|5,author=by)");
  CHECK(map.match("maintext").role == FieldRole::body);
  CHECK(map.match("Main_Text").role == FieldRole::body);  // as the table compares names
  CHECK(map.match("fields.headline").role == FieldRole::title);
  CHECK(map.match("fields.headline").rank < map.match("headline").rank);
  CHECK(map.match("headline").rank < kOwnRank);
  CHECK(map.match("when, exactly").role == FieldRole::published);
  CHECK(map.match("5").role == FieldRole::published);
  CHECK(map.match("by").role == FieldRole::author);
  CHECK(map.match("body").role == FieldRole::none);
  CHECK(map.has_column_numbers());
  CHECK_FALSE(map_of("body=maintext").has_column_numbers());
  CHECK(FieldMap().empty());
  CHECK(map_of("").empty());
  CHECK(map_of("body=a,").match("a").role == FieldRole::body);
}

TEST_CASE("names that are never met are told") {
  const FieldMap map = map_of("title=headline|kopf,body=maintext,author=by,id=nr");
  CHECK(map.unmet() == "headline|kopf, maintext, by, nr");
  const FieldMap same = map;
  static_cast<void>(same.match("Main-Text"));
  static_cast<void>(map.match("kopf"));
  static_cast<void>(map.match("other"));
  CHECK(map.unmet() == "by, nr");
  CHECK(FieldMap().unmet() == "");
}

TEST_CASE("what is no map is refused with what to do") {
  struct Row {
    const char* text;
    const char* message;
  };
  const Row kRows[] = {
      {"boddy=x",
       "field map: there is no field 'boddy' (try: id, title, body, date, modified, first_seen, "
       "url, "
       "source, lang, author, time)"},
      {"body", "field map: no '=' behind 'body' (try: field_map body=maintext)"},
      {"body,title=x", "field map: no '=' behind 'body' (try: field_map body=maintext)"},
      {"body=", "field map: no name behind 'body='"},
      {"body=a||b", "field map: no name behind 'body='"},
      {"body=a=b", "field map: a second '=' behind 'a' (try: , between two mappings)"},
      {"body=\"a", "field map: a name in quotes has no end"},
      {"body=\"a\"b", "field map: text behind the quotes of 'a' (try: , or | between names)"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto map = FieldMap::parse(row.text);
    REQUIRE_FALSE(map.has_value());
    CHECK(map.error().code == ErrorCode::invalid_argument);
    CHECK(map.error().to_string() == row.message);
  }
}
