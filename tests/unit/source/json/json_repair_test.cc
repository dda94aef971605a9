#include "source/json/json_repair.h"

#include <doctest/doctest.h>

using namespace newsidx::source;
using namespace std::string_literals;

TEST_CASE("control characters in strings become escapes, others and zero bytes stay") {
  std::string json = "{\t\"a\": \"b\nc\\\"\x1f\",\n\"d\": \"\\\\\", \"e\": \"\0\"}"s;
  CHECK(escape_controls(json) == 2);
  CHECK(json == "{\t\"a\": \"b\\u000ac\\\"\\u001f\",\n\"d\": \"\\\\\", \"e\": \"\0\"}"s);
}

TEST_CASE("a string is followed over pieces, wherever they are cut") {
  const std::string json = R"({"a\\": "b\"c", "d": "e)";
  for (std::size_t cut = 0; cut <= json.size(); ++cut) {
    CAPTURE(cut);
    JsonStringScan strings;
    strings.scan(std::string_view(json).substr(0, cut));
    strings.scan(std::string_view(json).substr(cut));
    CHECK(strings.is_in_string());
  }
}

TEST_CASE("a record begins with a bracket and a quote") {
  for (const char* line : {R"({"a": 1})", " { \t\"", "{\""}) {
    CAPTURE(line);
    CHECK(begins_record(line));
  }
  for (const char* line : {"", "{", "{}", "{a", "\"{\"", "x {\"a\"", "["}) {
    CAPTURE(line);
    CHECK_FALSE(begins_record(line));
  }
}
