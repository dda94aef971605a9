#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "source/csv/csv_dialect.h"
#include "source/csv/csv_record.h"
#include "source/csv/csv_row.h"
#include "source/csv/csv_splitter.h"
#include "support/string_stream.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

using Strings = std::vector<std::string>;

std::shared_ptr<const FieldMap> map_of(const char* text) {
  if (text == nullptr) return nullptr;
  auto map = FieldMap::parse(text);
  REQUIRE(map.has_value());
  return std::make_shared<const FieldMap>(*std::move(map));
}

struct Table {
  Strings articles;  // "title|body|date|id"
  Strings problems;
  std::vector<std::uint64_t> lines;
  std::vector<Article> read;
};

Table read_table(const std::string& text, const char* map_text = nullptr,
                 std::size_t piece_bytes = 1 << 20, std::uint64_t max_record_bytes = 1 << 20) {
  Table table;
  const auto map = map_of(map_text);
  StringStream stream(text, piece_bytes);
  auto origin = std::make_shared<RecordOrigin>();
  CsvSplitter splitter(stream, origin,
                       {max_record_bytes,
                        [&table](const Problem& problem) {
                          table.problems.push_back(std::to_string(problem.line) + ": " +
                                                   with_hint(problem.message, problem.hint));
                        },
                        {},
                        map});
  CsvRecordParser parser(map);
  while (true) {
    const auto raw = splitter.next();
    REQUIRE(raw.has_value());
    if (!raw->has_value()) break;
    table.lines.push_back((*raw)->number);
    auto record = parser.parse((*raw)->bytes, (*raw)->table);
    if (!record) {
      table.problems.push_back(record.error().to_string());
      continue;
    }
    for (const std::string& value : record->ignored_values) table.problems.push_back(value);
    const Article& article = record->article;
    table.articles.push_back(article.title + '|' + article.body + '|' +
                             (article.published ? article.published->to_string() : "") + '|' +
                             article.id);
    table.read.push_back(article);
  }
  return table;
}

}  // namespace

TEST_CASE("rows are split as RFC 4180 says") {
  struct Row {
    const char* row;
    CsvDialect dialect;
    Strings fields;
  };
  const Row kRows[] = {
      {"a,b,c", {}, {"a", "b", "c"}},
      {"a,b,c\r\n", {}, {"a", "b", "c"}},
      {"a,,", {}, {"a", "", ""}},
      {"", {}, {""}},
      {R"("a, b","c ""d""",e)", {}, {"a, b", "c \"d\"", "e"}},
      {"\"a\nb\",c\n", {}, {"a\nb", "c"}},
      {R"(5" disk,a "b" c)", {}, {"5\" disk", "a \"b\" c"}},
      {R"("a" x,b)", {}, {"a x", "b"}},
      {R"("a)", {}, {"a"}},
      {R"("",b)", {}, {"", "b"}},
      {"\"a\tb\"\tc", {'\t', false, false}, {"\"a", "b\"", "c"}},
      {"\"a\tb\"\tc", {'\t', true, false}, {"a\tb", "c"}},
      {R"("a \"b\", c";d)", {';', true, true}, {"a \"b\", c", "d"}},
      {R"("a\\";d)", {';', true, true}, {"a\\", "d"}},
  };
  Strings fields;
  for (const Row& row : kRows) {
    CAPTURE(row.row);
    CHECK(split_csv_row(row.row, row.dialect, fields) == row.fields.size());
    CHECK(fields == row.fields);
    CHECK(split_csv_row(row.row, row.dialect, fields, 1) == row.fields.size());
    CHECK(fields == Strings{row.fields[0]});
  }
}

TEST_CASE("tables of any dialect become articles") {
  const Strings kTwo = {"A|It, hit.|2016-08-27|1", "B|\"b\"\nc|2016-08-28|2"};
  const std::string kTables[] = {
      "id,title,text,date\n1,A,\"It, hit.\",2016-08-27\n2,B,\"\"\"b\"\"\nc\",2016-08-28\n",
      "\xef\xbb\xbfid,title,text,date\r\n1,A,\"It, hit.\",2016-08-27\r\n\r\n2,B,\"\"\"b\"\"\nc\","
      "2016-08-28",
      "id;title;text;date\n1;A;It, hit.;2016-08-27\n2;B;\"\"\"b\"\"\nc\";2016-08-28\n",
      "sep=;\nid;title;text;date\n1;A;It, hit.;2016-08-27\n2;B;\"\"\"b\"\"\nc\";2016-08-28\n",
      "id\ttitle\ttext\tdate\n1\tA\tIt, hit.\t2016-08-27\n2\tB\t\"\"\"b\"\"\nc\"\t2016-08-28\n",
      "id|title|text|date\n1|A|It, hit.|27.08.2016\n2|B|\"\"\"b\"\"\nc\"|28 Aug 2016\n",
      ",ID,Title,Article Body,Publish Date\n0,1,A,\"It, hit.\",27-Aug-2016\n"
      "1,2,B,\"\"\"b\"\"\nc\",28-Aug-2016\n",
      "id,headline,text,date\n1,A,\"It, hit.\",1472256000\n2,B,\"\\\"b\\\"\nc\",1472342400\n",
  };
  for (const std::string& text : kTables) {
    for (const std::size_t piece_bytes : {std::size_t{1} << 20, std::size_t{1}, std::size_t{5}}) {
      CAPTURE(text);
      CAPTURE(piece_bytes);
      const Table table = read_table(text, nullptr, piece_bytes);
      CHECK(table.problems.empty());
      REQUIRE(table.articles.size() == 2);
      CHECK(table.articles[0].substr(0, 21) == kTwo[0].substr(0, 21));
      CHECK(table.articles[1].substr(0, 18) == kTwo[1].substr(0, 18));
      CHECK(table.read[0].id == "1");
      CHECK(table.read[1].id == "2");
    }
  }
}

TEST_CASE("quotes between tabs are text where they are not in pairs") {
  const Table table = read_table(
      "id\ttitle\ttext\n1\t\"A\" hits\tIt hit.\n2\t\"B\tIt left.\n3\tC\t\"It was.\n4\tD\tx\n");
  CHECK(table.problems.empty());
  CHECK(table.articles ==
        Strings{"\"A\" hits|It hit.||1", "\"B|It left.||2", "C|\"It was.||3", "D|x||4"});
}

TEST_CASE("rows know their lines; those of another length are told") {
  const Table table = read_table("id,title,text\n1,A,\"a\nb\"\n\n2,B\n3,C,c,d\n4,,\n5,nan,None\n");
  CHECK(table.lines == std::vector<std::uint64_t>{2, 5, 6, 7, 8});
  CHECK(table.articles == Strings{"A|a\nb||1", "B|||2", "C|c||3"});
  CHECK(table.problems == Strings{"the row has 2 fields, the table 3 columns",
                                  "the row has 4 fields, the table 3 columns",
                                  "an article with neither title nor body",
                                  "an article with neither title nor body"});
}

TEST_CASE("a quote without end costs its row") {
  const Table table = read_table("id,title,text\n1,A,\"a, x\"\n2,\"B,b\n3,C,c\n4,D,d\n");
  CHECK(table.articles == Strings{"A|a, x||1", "C|c||3", "D|d||4"});
  CHECK(table.problems == Strings{"3: a quote has no end"});
  const Table limited =
      read_table("id,title,text\n1,A,\"a, x\"\n2,\"B,b\n" + std::string(5000, 'x') + "\n3,C,c\n",
                 nullptr, 1 << 10, 2000);
  CHECK(limited.articles == Strings{"A|a, x||1", "C|c||3"});
}

TEST_CASE("a row that is too long is told and passed over") {
  const Table table =
      read_table("id,title,text\n1,A,a\n2,B," + std::string(300'000, 'x') + "\n3,C,c\n", nullptr,
                 1 << 20, 100'000);
  CHECK(table.articles == Strings{"A|a||1", "C|c||3"});
  CHECK(table.problems ==
        Strings{"3: the row is longer than 100000 bytes (try: a larger max_record_bytes)"});
}

TEST_CASE("columns are mapped by name and by number") {
  const char* const kNews =
      "N1\tnews\tworld\tA\tIt hit.\thttp://e.org/1\t[]\t[]\n"
      "N2\tnews\tworld\tB\tIt left.\thttp://e.org/2\t[]\t[]\n";
  const Table numbered = read_table(kNews, "id=1,title=4,body=5,url=6");
  CHECK(numbered.problems.empty());
  CHECK(numbered.articles == Strings{"A|It hit.||N1", "B|It left.||N2"});
  CHECK(numbered.read[0].url == "http://e.org/1");
  const Table named = read_table("nr,kopf,inhalt_lang,x\n1,A,a,7\n", "title=kopf,body=inhalt_lang");
  CHECK(named.articles == Strings{"A|a||"});
  CHECK(named.read[0].keywords == std::vector<Keyword>{{"nr", "1"}, {"x", "7"}});
  const Table of_head = read_table("id,title,xyz\n1,A,a\n", "body=3");
  CHECK(of_head.articles == Strings{"A|a||1"});
}

TEST_CASE("quotes are told from the rows, with a head and without") {
  struct Row {
    const char* name;
    std::string text;
    const char* map;
    Strings articles;
  };
  const Row kRows[] = {
      {"one row", "A,\"one, two\"\n", "title=1,body=2", {"A|one, two||"}},
      {"no line break", "A,\"one, two\"", "title=1,body=2", {"A|one, two||"}},
      {"as many commas in each",
       "A,\"one, two\"\nB,\"three, four\"\n",
       "title=1,body=2",
       {"A|one, two||", "B|three, four||"}},
      {"a column that there is only without quotes",
       "A,\"one, two\"\nB,\"three, four\"\n",
       "title=1,body=2,date=3",
       {"A|one, two||", "B|three, four||"}},
      {"all in quotes",
       "\"1\",\"A, b\",\"c, d, e\"\n\"2\",\"B, b\",\"c, d, f\"\n",
       "id=1,title=2,body=3",
       {"A, b|c, d, e||1", "B, b|c, d, f||2"}},
      {"semicolons",
       "A;\"one; two, three\"\nB;\"four; five, six\"\n",
       "title=1,body=2",
       {"A|one; two, three||", "B|four; five, six||"}},
      {"quotes in quotes",
       "A,\"one \"\"and\"\", two\"\nB,\"\"\"x\"\", y\"\n",
       "title=1,body=2",
       {"A|one \"and\", two||", "B|\"x\", y||"}},
      {"a line break in quotes", "A,\"one,\ntwo\"\n", "title=1,body=2", {"A|one,\ntwo||"}},
      {"a head and one row", "title,text,x\nA,\"one, two\"\n", nullptr, {"A|one, two||"}},
      {"no pairs",
       "A\t\"one, two\nB\t\"three\" four\n",
       "title=1,body=2",
       {"A|\"one, two||", "B|\"three\" four||"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(read_table(row.text, row.map).articles == row.articles);
  }
}

TEST_CASE("columns of one name are values of it, and a table may be wide") {
  const Table twice = read_table("title,text,x,x,,\nA,a,1,2,,\n");
  CHECK(twice.problems.empty());
  REQUIRE(twice.articles == Strings{"A|a||"});
  CHECK(twice.read[0].keywords == std::vector<Keyword>{{"x", "1"}, {"x", "2"}});
  CHECK(read_table("title,body,body\nA,a,b\n").articles == Strings{"A|a\nb||"});
  const Table dates = read_table("title,body,date,date\nA,a,2016-08-27,2016-08-28\n");
  CHECK(dates.problems.empty());
  REQUIRE(dates.articles == Strings{"A|a|2016-08-27|"});
  CHECK(dates.read[0].keywords.front() == Keyword{"date 2", "2016-08-28"});
  for (const std::size_t count : {std::size_t{3'000}, kMaxCsvColumns, kMaxCsvColumns + 1}) {
    CAPTURE(count);
    std::string head = "title,text";
    std::string row = "A,\"a, b\"";
    for (std::size_t i = 2; i < count; ++i) {
      head += ",a_column_of_number_" + std::to_string(i);
      row += ",v";
    }
    const Table wide = read_table(head + '\n' + row + '\n' + row + '\n');
    if (count > kMaxCsvColumns) {
      CHECK(wide.problems == Strings{"1: a table of more than 16384 columns"});
      continue;
    }
    CHECK(wide.problems.empty());
    REQUIRE(wide.articles == Strings{"A|a, b||", "A|a, b||"});
    CHECK(wide.read[0].keywords.size() == count - 2);
  }
}

TEST_CASE("the names of a table are decoded as its rows are") {
  const std::string text =
      "\xdc"
      "berschrift;Inhalt;Stra\xdf"
      "e\nSturm;Gr\xf6\xdf"
      "er;7\n";
  const Table table = read_table(text, "title=\u00dcberschrift");
  REQUIRE(table.articles == Strings{"Sturm|Gr\u00f6\u00dfer||"});
  CHECK(table.read[0].keywords == std::vector<Keyword>{{"Stra\u00dfe", "7"}});
}

TEST_CASE("a table without text names its columns") {
  const Table table = read_table("year,price\n2016,7\n");
  CHECK(table.articles.empty());
  CHECK(table.problems ==
        Strings{"1: a table without a column of text; its columns are year, price "
                "(try: field_map body=NAME, or body=NUMBER)"});
  CHECK(read_table("").problems == Strings{"1: an empty table"});
}

TEST_CASE("what is a table is told by its beginning") {
  struct Row {
    std::string head;
    bool is_table;
    bool is_named_table;
  };
  const Row kRows[] = {
      {"title,text\nA,a\n", true, true},
      {"title,text\n", true, true},
      {"id\ttitle\tabstract\nN1\tA\ta\n", true, true},
      {"text\nA\nB\n", false, true},
      {"year,price\n2016,7\n", false, true},
      {"Storm hits coast, text of the day\n\nIt hit the coast, and left.\n", false, true},
      {"A storm, a title and\nmore text, of the day, and so on\nof it.\n", false, true},
      {"{\"title\": \"A\", \"text\": \"b\"}\n", false, true},
      {"", false, false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.head);
    CHECK(csv_table_of(row.head, nullptr).has_value() == row.is_table);
    CHECK(csv_table_of(row.head, nullptr, true).has_value() == row.is_named_table);
  }
}

TEST_CASE("Windows-1252 in a table is decoded and counted") {
  CsvRecordParser parser;
  const auto head = std::make_shared<const CsvHead>(CsvHead{{}, {"title", "text"}});
  const auto record = parser.parse("Caf\xe9,It \x93hit\x94.\n", head);
  REQUIRE(record.has_value());
  CHECK(record->article.title == "Café");
  CHECK(record->article.body == "It “hit”.");
  CHECK(record->decoded_count == 3);
  CHECK(parser.parse("nonsense", nullptr).error().code == ErrorCode::parse);
}
