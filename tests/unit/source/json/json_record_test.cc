#include "source/json/json_record.h"

#include <doctest/doctest.h>

#include "source/stream/line_reader.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

Result<JsonRecord> parse(const std::string& line) {
  const std::string padded = line + std::string(LineReader::kPaddingBytes, '#');
  JsonRecordParser parser;
  return parser.parse(std::string_view(padded).substr(0, line.size()));
}

Article article_of(const std::string& line) {
  auto record = parse(line);
  if (!record) FAIL_CHECK(record.error().to_string());
  return record ? record->article : Article{};
}

}  // namespace

TEST_CASE("the known fields become those of the article") {
  const Article article = article_of(
      R"({"id": "7", "title": "T", "body": "a\nb \u00e9 \ud83d\ude00 \"q\"", "date": "2016-08-27T02:17",)"
      R"( "url": "http://x", "source": "AP", "lang": "en"})");
  const Article expected{.id = "7",
                         .title = "T",
                         .body = "a\nb é 😀 \"q\"",
                         .published = Timestamp::parse("2016-08-27T02:17"),
                         .url = "http://x",
                         .source = "AP",
                         .lang = "en",
                         .keywords = {}};
  CHECK(article == expected);
}

TEST_CASE("null and empty strings are not known") {
  const Article article = article_of(
      R"({"id": null, "title": "T", "body": null, "date": null, "url": "", "source": null,)"
      R"( "lang": null, "topic": null, "place": "", "people": ["", null]})");
  Article expected;
  expected.title = "T";
  CHECK(article == expected);
}

TEST_CASE("an id may be a number, kept as it is written") {
  for (const char* number : {"17", "-3", "0", "1.50", "1e3", "123456789012345678901234567890"}) {
    CAPTURE(number);
    CHECK(article_of(std::string(R"({"id": )") + number + R"( , "title": "T"})").id == number);
  }
  CHECK(parse(R"({"id": 12ab, "title": "T"})").error().to_string() == "not JSON: a wrong number");
}

TEST_CASE("other values are keywords under their names, those of objects under their paths") {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const std::string line =
      R"({"topics": ["grain", 7, "wheat", {"x": "y"}, ["z"]], "place": "Rome", "": "nameless",)"
      R"( "size": 12, "big": 123456789012345678901234567890, "odd": NaN, "huge": 1e999, "yes": true,)"
      R"( "nested": {"title": "not this", "a": [1, null, {"b": "c"}]}, "deep": )" +
      deep + R"(, "title": "T"})";
  const auto record = parse(line);
  REQUIRE(record.has_value());
  const std::vector<Keyword> kKeywords = {{"topics", "grain"},
                                          {"topics", "7"},
                                          {"topics", "wheat"},
                                          {"topics.x", "y"},
                                          {"topics", "z"},
                                          {"place", "Rome"},
                                          {"size", "12"},
                                          {"big", "123456789012345678901234567890"},
                                          {"huge", "1e999"},
                                          {"yes", "true"},
                                          {"nested.title", "not this"},
                                          {"nested.a", "1"},
                                          {"nested.a.b", "c"}};
  CHECK(record->article.keywords == kKeywords);
  CHECK(record->article.title == "T");
  const std::vector<std::string> kUnused = {"deep"};
  CHECK(record->unused == kUnused);
}

TEST_CASE("a body may be a list of paragraphs") {
  CHECK(article_of(R"({"body": ["one", "two"]})").body == "one\ntwo");
}

TEST_CASE("titles and bodies under the names that others give them") {
  struct NameRow {
    std::string json;
    std::string title;
    std::string body;
    std::size_t keywords;
  };
  const NameRow rows[] = {
      {R"({"title": "T", "text": "B"})", "T", "B", 0},
      {R"({"headline": "T", "articleBody": "B"})", "T", "B", 0},
      {R"({"content": ["one", "two"]})", "", "one\ntwo", 0},
      {R"({"content": "later", "text": "B"})", "", "B", 1},
      {R"({"body": "B", "text": "kept", "title": "T", "headline": "kept"})", "T", "B", 2},
      {R"({"body": "", "text": "B"})", "", "B", 0},
  };
  for (const NameRow& row : rows) {
    CAPTURE(row.json);
    const Article article = article_of(row.json);
    CHECK(article.title == row.title);
    CHECK(article.body == row.body);
    CHECK(article.keywords.size() == row.keywords);
  }
}

TEST_CASE("a value that cannot be used is told and left out") {
  struct Row {
    const char* line;
    const char* published;  // "" when unknown
    std::vector<std::string> ignored_values;
  };
  const Row kRows[] = {
      {R"({"body": "b", "date": "2016-08-27"})", "2016-08-27", {}},
      {R"({"body": "b", "published": "2016-08-27T02:17:00Z"})", "2016-08-27T02:17:00Z", {}},
      {R"({"body": "b", "published": "2016-08-28", "date": "2016-08-27"})", "2016-08-27", {}},
      {R"({"body": "b", "date": ""})", "", {}},
      {R"({"body": "b", "date": "N/A"})", "", {}},
      {R"({"body": "b", "date": " NaT"})", "", {}},
      {R"({"body": "b", "date": "0000-00-00 00:00:00"})", "", {}},
      {R"({"body": "b", "date": "n/a?"})", "", {"date is not a date: 'n/a?'"}},
      {R"({"body": "b", "date": "2016-02-30"})", "", {"date is not a date: '2016-02-30'"}},
      {R"({"body": "b", "date": "soon\n\u00e9", "published": "2016-08-27"})",
       "2016-08-27",
       {"date is not a date: 'soon é'"}},
      {R"({"body": "b", "date": "0123456789012345678901234567890123456789!"})",
       "",
       {"date is not a date: '0123456789012345678901234567890123456789...'"}},
      {R"({"body": "b", "date": 1472264220})", "2016-08-27T02:17:00Z", {}},
      {R"({"body": "b", "date": 7})", "", {"date is not a date: '7'"}},
      {R"({"body": "b", "date": true})", "", {"date is not a string"}},
      {R"({"body": "b", "date": "04-02-2019"})",
       "",
       {"date is a date with two readings: '04-02-2019'"}},
      {R"({"body": "b", "source": ["AP", "AFP"]})",
       "",
       {"source has several values: the first is taken"}},
      {R"({"body": "b", "title": 5, "url": {"a": 1}})",
       "",
       {"title is not a string", "url is not a string"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.line);
    const auto record = parse(row.line);
    REQUIRE(record.has_value());
    const auto& published = record->article.published;
    CHECK((published ? published->to_string() : "") == row.published);
    CHECK(record->ignored_values == row.ignored_values);
    CHECK(record->article.body == "b");
  }
}

TEST_CASE("a record without measure costs no memory without measure") {
  const auto repeated = [](const std::string& unit, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += unit;
    return text;
  };
  const std::vector<std::string> left_out = {"keywords beyond the first 262144 are left out"};
  const std::string a_list = "\"k\": [" + repeated("\"v\",", 300'000) + "\"v\"]";
  const std::string many_fields = repeated("\"k\":\"v\",", 300'000) + "\"n\":1";
  for (const std::string& keywords : {a_list, many_fields}) {
    const auto record = parse("{" + keywords + R"(, "title": "T"})");
    REQUIRE(record.has_value());
    CHECK(record->article.title == "T");
    CHECK(record->article.keywords.size() == 262'144);
    CHECK(record->ignored_values == left_out);
  }
  const std::string wrong = repeated(R"("title":1,"date":"x","url":2,)", 1000);
  const auto record = parse("{" + wrong + R"("body":"b"})");
  REQUIRE(record.has_value());
  CHECK(record->ignored_values.size() == 3);
}

TEST_CASE("a record is given up when a stop is asked for") {
  std::stop_source stop;
  stop.request_stop();
  const std::string line = R"({"title": "T"})" + std::string(LineReader::kPaddingBytes, '#');
  JsonRecordParser parser;
  const auto record = parser.parse(std::string_view(line).substr(0, 14), stop.get_token());
  REQUIRE_FALSE(record.has_value());
  CHECK(record.error().code == ErrorCode::cancelled);
}

TEST_CASE("ill-formed text is repaired and counted") {
  struct Row {
    const char* name;
    std::string line;
    std::string body;
    std::size_t replaced_count;
    std::size_t decoded_count = 0;
    std::size_t escaped_count = 0;
  };
  const Row kRows[] = {
      {"Latin-1", "{\"body\": \"caf\xe9 cr\xe8me\"}", "café crème", 0, 2},
      {"cut UTF-8", "{\"body\": \"cut \xe2\x80\"}", "cut \ufffd", 1},
      {"tab", "{\"body\": \"a\tb\"}", "a\tb", 0, 0, 1},
      {"lines", "{\"body\":\t\"a\r\n\nb\\\"\n\"}", "a\r\n\nb\"\n", 0, 0, 4},
      {"other controls", "{\"body\": \"a\x1b[0m\x01\"}", "a\x1b[0m\x01", 0, 0, 2},
      {"all faults", "{\"body\": \"\xe9t\xe9\t\\ud83d\"}", "été\t\ufffd", 1, 2, 1},
      {"lone high surrogate", R"({"body": "cut \ud83d"})", "cut \ufffd", 1},
      {"lone low surrogate", R"({"body": "\ude00 cut"})", "\ufffd cut", 1},
      {"two high surrogates", R"({"body": "\ud83d\ud83d\ude00"})", "\ufffd😀", 1},
      {"escaped backslash", R"({"body": "\\ud83d \ud83d"})", "\\ud83d \ufffd", 1},
      {"both", "{\"body\": \"\xe9 \\ud83d\"}", "é \ufffd", 1, 1},
      {"well-formed", R"({"body": "\ud83d\ude00 \\ud83d"})", "😀 \\ud83d", 0},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const auto record = parse(row.line);
    REQUIRE(record.has_value());
    CHECK(record->article.body == row.body);
    CHECK(record->replaced_count == row.replaced_count);
    CHECK(record->decoded_count == row.decoded_count);
    CHECK(record->escaped_count == row.escaped_count);
  }
}

TEST_CASE("what is no record is refused with its reason") {
  struct Row {
    const char* line;
    const char* message;
  };
  const Row kRows[] = {
      {R"({"title": "T")", "not JSON: unexpected end"},
      {R"({"title": "T)", "not JSON: a string has no end"},
      {R"({"title" "T"})", "not JSON: a comma, colon, quote or bracket is missing"},
      {R"({"title": "T" "body": "b"})", "not JSON: a comma, colon, quote or bracket is missing"},
      {R"({"title": "T"} {"title": "U"})", "not JSON: more text after the object"},
      {R"({"title": "T"}})", "not JSON: more text after the object"},
      {R"({"title": "a\qb"})", "not JSON: a string with a wrong escape"},
      {R"({"title": "a	\qb"})", "not JSON: a string with a wrong escape"},
      {R"(["title"])", "not a JSON object"},
      {R"("title")", "not a JSON object"},
      {"plain text", "not a JSON object"},
      {R"({})", "an article with neither title nor body"},
      {R"({"id": "1", "title": " ", "body": "\n"})", "an article with neither title nor body"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.line);
    const auto record = parse(row.line);
    REQUIRE_FALSE(record.has_value());
    CHECK(record.error().code == ErrorCode::parse);
    CHECK(record.error().to_string() == row.message);
  }
}

TEST_CASE("a parser forgets the record before") {
  JsonRecordParser parser;
  const auto parse_next = [&parser](const std::string& line) {
    const std::string padded = line + std::string(LineReader::kPaddingBytes, ' ');
    return parser.parse(std::string_view(padded).substr(0, line.size()));
  };
  REQUIRE(parse_next(R"({"id": "1", "title": "A \ud83d", "date": "2016-08-27", "x": "y"})")
              .has_value());
  CHECK_FALSE(parse_next("{").has_value());
  const auto record = parse_next(R"({"body": "B"})");
  REQUIRE(record.has_value());
  Article expected;
  expected.body = "B";
  CHECK(record->article == expected);
  CHECK(record->replaced_count == 0);
}
