#include "source/json/json_splitter.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "source/json/bulk_action.h"
#include "support/split_records.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

using Strings = std::vector<std::string>;

struct Split {
  Strings records;
  Strings problems;
  std::vector<std::uint64_t> numbers;
  std::vector<std::uint64_t> bytes;
  std::string source;  // of the last record
};

Split split(const std::string& text, std::size_t block_bytes = ByteWindow::kBlockBytes,
            std::uint64_t max_record_bytes = 1 << 20) {
  JsonSplitter::Options options;
  options.max_record_bytes = max_record_bytes;
  const SplitRecords all = split_records<JsonSplitter>(StringStream(text), options, block_bytes);
  Split result;
  result.problems = messages_of(all);
  for (const RawRecord& record : all.records) {
    result.records.push_back(record.bytes);
    result.numbers.push_back(record.number);
    result.bytes.push_back(record.byte);
    result.source = record.origin->source;
    CHECK(record.kind == RecordKind::json);
  }
  return result;
}

const std::string kA = R"({"title":"A {[\"","text":"a\\"})";
const std::string kB = R"({"title":"B","text":"b","tags":[{"title":"x","url":"y"}]})";

const std::string kBlocks =
    R"({"title":"T","content":[{"type":"p","text":"one"},{"type":"img","url":"u"}]})";

}  // namespace

TEST_CASE("articles are found in JSON of any layout") {
  struct Row {
    const char* name;
    std::string text;
    Strings records;
    Strings problems = {};
  };
  const Row kRows[] = {
      {"lines", kA + "\n" + kB + "\n", {kA, kB}},
      {"lines with \\r\\n and blank ones", "\n" + kA + "\r\n\r\n" + kB, {kA, kB}},
      {"concatenated", kA + kB, {kA, kB}},
      {"with commas", kA + ",\n" + kB + ",", {kA, kB}},
      {"RFC 7464", "\x1e" + kA + "\n\x1e" + kB + "\n", {kA, kB}},
      {"a byte order mark", "\xef\xbb\xbf" + kA, {kA}},
      {"array", "[" + kA + ", " + kB + "]", {kA, kB}},
      {"array in an array", "[[" + kA + "],[" + kB + "]]", {kA, kB}},
      {"array over lines", "[\n  " + kA + ",\n  " + kB + "\n]\n", {kA, kB}},
      {"two arrays", "[" + kA + "]\n[" + kB + "]", {kA, kB}},
      {"one object over lines",
       "{\n \"title\": \"A\",\n \"text\": \"a\"\n}",
       {"{\n \"title\": \"A\",\n \"text\": \"a\"\n}"}},
      {"articles", R"({"status":"ok","articles":[)" + kA + "," + kB + R"(],"total":2})", {kA, kB}},
      {"docs in response",
       R"({"response":{"numFound":2,"docs":[)" + kA + "," + kB + "]}}",
       {kA, kB}},
      {"results in response", R"({"response":{"results":[)" + kB + "]}}", {kB}},
      {"data", R"({"data":[)" + kA + "]}", {kA}},
      {"results in articles", R"({"articles":{"page":1,"results":[)" + kA + "]}}", {kA}},
      {"hits",
       R"({"took":1,"hits":{"total":1,"hits":[{"_id":"1","_source":)" + kA + "}]}}",
       {R"({"_id":"1","_source":)" + kA + "}"}},
      {"GraphQL",
       R"({"data":{"posts":{"edges":[{"node":)" + kA + "}]}}}",
       {R"({"node":)" + kA + "}"}},
      {"Reddit",
       R"({"kind":"Listing","data":{"children":[{"kind":"t3","data":)" + kA + "}]}}",
       {R"({"kind":"t3","data":)" + kA + "}"}},
      {"pages of a service",
       R"([{"articles":[)" + kA + R"(]},{"articles":[)" + kB + "]}]",
       {kA, kB}},
      {"two lists", R"({"news":[)" + kA + R"(],"posts":[)" + kB + "]}", {kA, kB}},
      {"a list under any name", R"({"things":[)" + kA + "]}", {kA}},
      {"advertisements among them",
       R"({"items":[{"ad":1},)" + kA + ",{\"ad\":2}]}",
       {kA, R"({"ad":2})"}},
      {"a map by ids",
       R"({"17":)" + kA + R"(,"18":)" + kB + R"(,"19":)" + kA + "}",
       {R"({"_source":)" + kA + R"(,"_id":"17"})", R"({"_source":)" + kB + R"(,"_id":"18"})",
        R"({"_source":)" + kA + R"(,"_id":"19"})"}},
      {"bulk dump",
       R"({"index":{"_index":"n","_id":"7"}})"
       "\n" +
           kA +
           "\n"
           R"({"delete":{"_id":"8"}})"
           "\n"
           R"({"create":{"_id":9}})"
           "\n" +
           kB +
           "\n"
           R"({"index":{}})"
           "\n" +
           kA,
       {R"({"_source":)" + kA + R"(,"_id":"7"})", R"({"_source":)" + kB + R"(,"_id":"9"})", kA}},
      {"a script", "window.YTD.posts.part0 = [" + kA + "];", {kA}},
      {"a call", "callback({\"articles\":[" + kA + "]});", {kA}},
      // One article with lists.
      {"tags",
       R"({"title":"T","date":"2016-08-27","labels":[)" + kA + "]}",
       {R"({"title":"T","date":"2016-08-27","labels":[)" + kA + "]}"}},
      {"related",
       R"({"id":1,"related":[)" + kA + R"(],"title":"T","text":"t"})",
       {R"({"id":1,"related":[)" + kA + R"(],"title":"T","text":"t"})"}},
      {"text first",
       R"({"text":"t","articles":[)" + kA + "]}",
       {R"({"text":"t","articles":[)" + kA + "]}"}},
      {"blocks",
       R"({"headline":"T","blocks":[{"text":"t"}]})",
       {R"({"headline":"T","blocks":[{"text":"t"}]})"}},
      {"authors",
       R"({"authors":[{"name":"N","url":"u"}],"title":"T"})",
       {R"({"authors":[{"name":"N","url":"u"}],"title":"T"})"}},
      {"within an element",
       R"({"data":[{"title":"T","parts":[)" + kA + R"(],"text":"t"}]})",
       {R"({"title":"T","parts":[)" + kA + R"(],"text":"t"})"}},
      {"one in a wrapper",
       R"({"status":"ok","article":)" + kA + "}",
       {R"({"status":"ok","article":)" + kA + "}"}},
      // A text in blocks is that of the article around it.
      {"an array of articles in blocks", "[" + kBlocks + "," + kBlocks + "]", {kBlocks, kBlocks}},
      {"one article in blocks", kBlocks, {kBlocks}},
      {"blocks before the title",
       R"([{"content":[{"type":"p","text":"one"},{"type":"a","text":"x","url":"u"}],"title":"T"}])",
       {R"({"content":[{"type":"p","text":"one"},{"type":"a","text":"x","url":"u"}],"title":"T"})"}},
      {"sections with headings",
       R"([{"title":"T","content":[{"title":"H","text":"one"},{"title":"I","text":"two"}]}])",
       {R"({"title":"T","content":[{"title":"H","text":"one"},{"title":"I","text":"two"}]})"}},
      {"blocks of blocks",
       R"([{"title":"T","body":[{"type":"p","children":[{"text":"one"},{"text":"b"}]}]}])",
       {R"({"title":"T","body":[{"type":"p","children":[{"text":"one"},{"text":"b"}]}]})"}},
      {"entries of a report from hour to hour",
       R"([{"title":"T","content":[{"text":"one","date":"2016-08-27"}]}])",
       {R"({"title":"T","content":[{"text":"one","date":"2016-08-27"}]})"}},
      {"articles in blocks without titles",
       R"({"articles":[{"content":[{"text":"a"}]},{"content":[{"text":"b"}]}]})",
       {R"({"content":[{"text":"a"}]})", R"({"content":[{"text":"b"}]})"}},
      {"a page of a service whose list is its content",
       R"({"content":[)" + kA + "," + kB + R"(],"totalPages":1})",
       {kA, kB}},
      {"one with a title of its own",
       R"({"title":"Search","content":[{"title":"A","text":"a","url":"u"}]})",
       {R"({"title":"A","text":"a","url":"u"})"}},
      {"posts in a content",
       R"({"content":[{"text":"a","date":"2016-08-27"},{"text":"b","date":"2016-08-28"}]})",
       {R"({"text":"a","date":"2016-08-27"})", R"({"text":"b","date":"2016-08-28"})"}},
      // Nothing to find.
      {"nothing", "", {}, {"JSON without any object"}},
      {"empty array", "[]", {}, {"JSON without any object"}},
      {"strings", R"(["a","b"])", {}, {"a value in the list that is no object"}},
      {"text behind", kA + "\nend of file", {kA}, {"text that is no JSON"}},
      {"a bracket too many", kA + "}\n" + kB, {kA, kB}, {"not JSON: a '}' that closes nothing"}},
      {"cut in an object", "[" + kA + R"(,{"title":"T)", {kA}, {"not JSON: a string has no end"}},
      {"cut in an object, no string",
       "[" + kA + R"(,{"title":)",
       {kA},
       {"not JSON: unexpected end"}},
      {"cut in the list", "[" + kA + ",", {kA}, {"not JSON: the list has no end"}},
      {"cut in the document", R"({"articles":[)" + kA + ",", {kA}, {"not JSON: unexpected end"}},
      {"a string without end",
       "[\n{\"title\":\"A,\n" + kA + ",\n" + kB + "\n]",
       {kA, kB},
       {"not JSON: a string has no end"}},
      {"a string without end, in a list",
       "{\"items\":[\n" + kB + ",\n{\"title\":\"A,\n" + kA + "]}",
       {kB, kA},
       {"not JSON: a string has no end"}},
      {"a string without end, and what looks like a record",
       "[{\"title\":\"A\n \\\n\n  {\n{ x\n{ \"},\n" + kB + "]",
       {kB},
       {"not JSON: a string has no end", "not JSON: a string has no end"}},
      // Tables.
      {"a header and rows",
       R"([["title","text"],["A","a"],["B","b, \"c\"",3]])",
       {R"({"title":"A","text":"a"})", R"({"title":"B","text":"b, \"c\""})"}},
      {"a header and rows, by lines",
       "[\"title\", \"text\"]\n[\"A\", [\"a\"] ]\n[\"B\"]\n",
       {R"({"title":"A","text":["a"]})", R"({"title":"B"})"}},
      {"two tables",
       R"([["id","title"],[1,"A"]][["title","id"],["B",2]])",
       {R"({"id":1,"title":"A"})", R"({"title":"B","id":2})"}},
      {"split",
       R"({"columns":["id","title"],"index":[0,1],"data":[[1,"A"],[2,"B"]]})",
       {R"({"id":1,"title":"A"})", R"({"id":2,"title":"B"})"}},
      {"split, with names of its own", R"({"columns":["h"],"data":[["A"]]})", {R"({"h":"A"})"}},
      {"table",
       R"({"schema":{"fields":[{"name":"title","type":"string"}]},"data":[)" + kA + "]}",
       {kA}},
      {"columns",
       R"({"title":{"0":"A","1":"B"}, "text" : {"0":{"x":"}"} ,"1":null}})",
       {R"({"title":"A","text":{"x":"}"}})", R"({"title":"B","text":null})"}},
      {"columns, with labels",
       R"({"title":{"n-1":"A"},"text":{"n-1":"a"}})",
       {R"({"_source":{"title":"A","text":"a"},"_id":"n-1"})"}},
      {"lists",
       R"({"title":["A","B"],"text":["a","b"]})",
       {R"({"title":"A","text":"a"})", R"({"title":"B","text":"b"})"}},
      {"columns of other labels",
       R"({"title":{"0":"A"},"text":{"1":"a"}})",
       {R"({"title":{"0":"A"},"text":{"1":"a"}})"}},
      {"an article of objects",
       R"({"title":{"rendered":"A"},"content":{"rendered":"a"}})",
       {R"({"title":{"rendered":"A"},"content":{"rendered":"a"}})"}},
      {"an article of lists",
       R"({"title":["A"],"text":["a"]})",
       {R"({"title":["A"],"text":["a"]})"}},
      {"lists of strings", R"([["a","b"],["c"]])", {}, {"a value in the list that is no object"}},
      {"a map beside a list",
       R"({"items":[)" + kA + R"(],"17":)" + kB + R"(,"18":)" + kA + "}",
       {kA},
       {"the text beside a list of articles is not read"}},
      {"a map within, beside a list",
       R"({"items":[)" + kA + R"(],"more":{"17":)" + kB + R"(,"18":)" + kA + "}}",
       {kA, R"({"_source":)" + kB + R"(,"_id":"17"})", R"({"_source":)" + kA + R"(,"_id":"18"})"}},
      {"text around a list",
       R"({"articles":[)" + kA + R"(],"text":"t"})",
       {kA},
       {"the text beside a list of articles is not read"}},
  };
  for (const Row& row : kRows) {
    for (const std::size_t block_bytes : {std::size_t{1} << 20, std::size_t{1}, std::size_t{7}}) {
      CAPTURE(row.name);
      CAPTURE(block_bytes);
      const Split result = split(row.text, block_bytes);
      CHECK(result.records == row.records);
      CHECK(result.problems == row.problems);
    }
  }
}

TEST_CASE("records have their place, and numbers that rise") {
  const Split lines = split("\n" + kA + "\n\n" + kB + kA + "\n" + kB);
  CHECK(lines.numbers == std::vector<std::uint64_t>{2, 4, 5, 6});
  CHECK(lines.bytes[0] == 1);
  CHECK(lines.bytes[1] == kA.size() + 3);
  const Split list = split("{\"articles\": [\n\n" + kA + ",\n" + kB + "]}");
  CHECK(list.numbers == std::vector<std::uint64_t>{1, 2});
  CHECK(list.bytes[0] == 16);
}

TEST_CASE("the title of a JSON Feed is the source of its items") {
  const std::string feed =
      R"({"version":"https://jsonfeed.org/version/1.1","title":"The \"Paper\"","items":[)" + kA +
      "]}";
  CHECK(split(feed).source == "The \"Paper\"");
  CHECK(split(R"({"title":"Search","items":[)" + kA + "]}").source.empty());
}

TEST_CASE("what is longer than allowed is told and passed over") {
  const std::string kLong = R"({"title":")" + std::string(300'000, 'x') + R"("})";
  const Strings kTold = {"the record is longer than 100000 bytes (try: a larger max_record_bytes)"};
  for (const std::string& text :
       {"[" + kA + "," + kLong + "," + kB + "]", kA + "\n" + kLong + "\n" + kB,
        R"({"articles":[)" + kA + "," + kLong + "," + kB + "]}"}) {
    const Split result = split(text, ByteWindow::kBlockBytes, 100'000);
    const Strings kRecords = {kA, kB};
    CHECK(result.records == kRecords);
    CHECK(result.problems == kTold);
  }
  // What is around a list may be of any length.
  const Split around =
      split(R"({"x":")" + std::string(300'000, 'x') + R"(","articles":[)" + kA + "," + kB + "]}",
            ByteWindow::kBlockBytes, 100'000);
  const Strings kRecords = {kA, kB};
  CHECK(around.records == kRecords);
}

TEST_CASE("a damaged string is given up at the same place, wherever a block ends") {
  for (std::size_t before = ByteWindow::kBlockBytes - 100; before < ByteWindow::kBlockBytes + 5;
       ++before) {
    CAPTURE(before);
    const std::string text =
        "[" + std::string(before, ' ') + "{\"title\":\"A,\n" + kA + ",\n \t{ " + kB.substr(1) + "]";
    const Split result = split(text);
    const Strings kRecords = {kA, "{ " + kB.substr(1)};
    CHECK(result.records == kRecords);
    CHECK(result.problems == Strings{"not JSON: a string has no end"});
  }
}

TEST_CASE("a table of columns is read within the limit of a record") {
  std::string titles, texts;
  for (int i = 0; i < 20'000; ++i) {
    const std::string label = (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":\"";
    titles += label + "T" + std::to_string(i) + "\"";
    texts += label + "x\"";
  }
  const std::string text = "{\"title\":{" + titles + "},\"text\":{" + texts + "}}";
  const Split whole = split(text);
  REQUIRE(whole.records.size() == 20'000);
  CHECK(whole.records.back() == R"({"title":"T19999","text":"x"})");
  CHECK(whole.problems.empty());
  const Split cut = split(text, ByteWindow::kBlockBytes, 100'000);
  CHECK(cut.records.empty());
  CHECK(cut.problems ==
        Strings{"the record is longer than 100000 bytes (try: a larger max_record_bytes)"});
}

TEST_CASE("depth costs nothing but its bytes") {
  const std::string deep(1'000'000, '[');
  CHECK(split(deep).records.empty());
  const std::string in_record =
      R"({"title":"T","deep":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  CHECK(split("[" + in_record + "," + kA + "]", 1000).records.size() == 2);
}

TEST_CASE("a list whose first article is longer than what is seen is no line") {
  const std::string text(9'000, 'x');
  CHECK(json_layout("{\"articles\": [{\"id\": \"0\", \"body\": \"" + text) == JsonLayout::document);
  CHECK(json_layout("{\"a\":{\"docs\":[ {\"body\": \"" + text) == JsonLayout::document);
  CHECK(json_layout("{\"id\": \"0\", \"body\": \"" + text) == JsonLayout::lines);
  CHECK(json_layout("{\"tags\": [\"a\"], \"body\": \"" + text) == JsonLayout::lines);
}

TEST_CASE("a layout is told by the beginning") {
  struct Row {
    std::string head;
    JsonLayout layout;
  };
  const std::string kLong = R"({"title":")" + std::string(9000, 'x');
  const Row kRows[] = {
      {kA + "\n" + kB + "\n", JsonLayout::lines},
      {kA, JsonLayout::lines},
      {"\xef\xbb\xbf" + kA + "\n", JsonLayout::lines},
      {kLong, JsonLayout::lines},
      {R"({"title":"T" "broken"})"
       "\n" +
           kA,
       JsonLayout::lines},
      {"{\n \"title\": \"T\"\n}", JsonLayout::document},
      {"[" + kA + "]", JsonLayout::document},
      {"[\n]", JsonLayout::document},
      {R"({"articles":[)" + kA + "]}", JsonLayout::document},
      {"{\"articles\": [\n" + kA + ",\n" + kB + "\n]}", JsonLayout::document},
      {"{\"articles\": [" + kA + ",\n" + kB + "\n]}", JsonLayout::document},
      {"{\"title\":\"T\",\n" + kA, JsonLayout::lines},
      {R"({"articles":[)" + kA + "," + kLong, JsonLayout::document},
      {R"({"index":{"_id":"1"}})"
       "\n" +
           kA,
       JsonLayout::document},
      {R"({"title":{"0":"A","1":")" + std::string(9000, 'x'), JsonLayout::document},
      {R"({"title":{"0":"A"},"text":{"0":"a"}})", JsonLayout::document},
      {R"({"source":{"name":"S","id":")" + std::string(9000, 'x'), JsonLayout::lines},
      {R"({"columns":["title","text"],"data":[["A",")" + std::string(9000, 'x'),
       JsonLayout::document},
      {R"([["title","text"],["A",")" + std::string(9000, 'x'), JsonLayout::document},
      {kA + kB, JsonLayout::document},
      {kA + "," + kB, JsonLayout::document},
      {kA + ",\n" + kB + ",\n", JsonLayout::document},
      {"window.x = [" + kA, JsonLayout::document},
      {"[Music] and more", JsonLayout::none},
      {"{curly} text", JsonLayout::none},
      {"plain text", JsonLayout::none},
      {"<html>", JsonLayout::none},
      {"", JsonLayout::none},
      {"{", JsonLayout::none},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.head.substr(0, 60));
    CHECK(json_layout(row.head) == row.layout);
  }
}

TEST_CASE("the promise of a name, an object a line, is one that contents may break") {
  struct Row {
    std::string head;
    bool may_be_lines;
  };
  const Row kRows[] = {
      {kA + "\n" + kB + "\n", true},
      {"\xef\xbb\xbf\n" + kA, true},
      {R"({"articles":[)" + kA + "]}\n", true},
      {R"({"title":")" + std::string(9000, 'x'), true},
      {"{\"title\":\"A\nB\"}\n" + kA, true},
      {R"({"title":"T" "broken")"
       "\n" +
           kA,
       true},
      {kA + " x\n" + kB, true},
      {"[" + kA + "," + kB + "]", false},
      {"[\n" + kA + ",\n" + kB + "\n]\n", false},
      {"{\n  \"title\": \"T\"\n}\n{\n  \"title\": \"U\"\n}\n", false},
      {"{\"title\": \"T\",\n \"text\": \"t\"}\n", false},
      {"{\"articles\": [\n" + kA + ",\n" + kB + "\n]}", false},
      {kA + kB, false},
      {kA + ",\n" + kB + ",\n", false},
      {R"({"index":{"_id":"1"}})"
       "\n" +
           kA,
       false},
      {"window.x = [" + kA, false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.head.substr(0, 60));
    CHECK(may_be_json_lines(row.head) == row.may_be_lines);
  }
}

TEST_CASE("actions of a bulk dump are told from articles") {
  struct Row {
    std::string text;
    bool is_action;
    std::string id = "";
    bool has_source = true;
  };
  const Row kRows[] = {
      {R"({"index":{"_index":"n","_type":"_doc","_id":"a\"b"}})", true, R"("a\"b")"},
      {R"({ "create" : { "_id" : 7 , "routing" : "x" } })", true, "7"},
      {R"({"delete":{"_id":"1"}})", true, R"("1")", false},
      {R"({"index":{}})", true},
      {R"({"index":{"title":"T"}})", false},
      {R"({"index":{"_id":{"a":1}}})", false},
      {R"({"index":1,"title":"T"})", false},
      {R"({"index":{"_id":"1"},"title":"T"})", false},
      {R"({"title":"T"})", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto action = bulk_action(row.text);
    REQUIRE(action.has_value() == row.is_action);
    if (!action) continue;
    CHECK(action->id_token == row.id);
    CHECK(action->has_source == row.has_source);
  }
}
