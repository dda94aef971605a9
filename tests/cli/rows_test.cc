// Rows for other programs, and counts for people.
#include "cli/render/rows.h"

#include <doctest/doctest.h>

#include "cli/render/render.h"

using namespace newsidx::cli;
using namespace newsidx;

namespace {

Answer counted_answer() {
  Answer answer;
  answer.facets = {{"source", {{"ap", 1'000}, {"=x,\"y\"", 3}}, 2, 5, 7}};
  answer.histogram = Histogram{Interval::month, "UTC", {{"2016-08", 4}, {"2016-09", 0}}, 1};
  return answer;
}

Article article() {
  Article article;
  article.id = "-1";
  article.title = "@home, \"now\"";
  article.body = "One\ttab\r\nand lines";
  article.published = Timestamp::parse("2016-08-27");
  article.keywords = {{"topics", "a"}, {"topics", "b"}};
  return article;
}

}  // namespace

TEST_CASE("csv quotes what has to be, and makes no formula of a text") {
  CHECK(
      render_row(article(), Format::csv) ==
      "'-1,2016-08-27,,,,\"'@home, \"\"now\"\"\",\"One\ttab\r\nand lines\",topics=a; topics=b\r\n");
  CHECK(render_count_rows(counted_answer(), Format::csv) ==
        "count,value,articles\r\nsource,ap,1000\r\nsource,\"'=x,\"\"y\"\"\",3\r\nsource,,7\r\n"
        "month,2016-08,4\r\nmonth,2016-09,0\r\nmonth,,1\r\n");
}

TEST_CASE("tsv leaves texts as they are, but for tabs and line breaks") {
  CHECK(render_row(article(), Format::tsv) ==
        "-1\t2016-08-27\t\t\t\t@home, \"now\"\tOne tab  and lines\ttopics=a; topics=b\n");
  CHECK(article_row_names(Format::ids).empty());
  CHECK(render_row(article(), Format::ids) == "-1\n");
}

TEST_CASE("a format is one of those that a command has") {
  CHECK(parse_format("tsv", "jsonl, csv, tsv, ids").value() == Format::tsv);
  CHECK(parse_format("jsonl", "jsonl, csv").value() == Format::jsonl);
  for (const char* const name : {"trec", "", "jsonl, csv", "js"}) {
    CHECK(parse_format(name, "jsonl, csv, tsv, ids").error().code == ErrorCode::invalid_argument);
  }
}

TEST_CASE("counts are aligned, with bars on a terminal") {
  CHECK(counts_text(counted_answer(), {.color = false, .width = 40, .has_bars = true}) ==
        "source         articles\n"
        "ap                1,000  ██████████████\n"
        "=x,\"y\"                3  ▏\n"
        "2 more values         5\n"
        "without               7\n"
        "\n"
        "month    articles\n"
        "2016-08         4  ████████████████████\n"
        "2016-09         0\n"
        "undated         1\n");
  CHECK(counts_text(Answer()).empty());
}
