#include <doctest/doctest.h>
#include <newsidx/json.h>

using namespace newsidx;

TEST_CASE("an answer is a line a hit and a summary") {
  Answer answer;
  answer.query = "\"a b\"";
  answer.total = 5;
  answer.total_all_words = 3;
  answer.seconds = 0.25;
  answer.warnings = {"cut"};
  answer.notes = {"read so"};
  Hit hit;
  hit.rank = 1;
  hit.score = 4.5;
  hit.id = "a.txt";
  hit.title = {"Syria’s truce", {{0, 5}}};
  hit.snippet = {"… a\tb", {{4, 5}, {6, 7}}};
  hit.published = Timestamp::parse("2016-08-27T02:17");
  hit.source = "dpa";
  hit.url = "http://a/b";
  hit.snippet_partial = true;
  hit.sort_value = 1.5;
  answer.filters = {{"date", "2016-08"}};
  answer.expanded = {{"ab~1", 300, false, 256}, {"US", 3, true, 1, {"USA"}}};
  answer.suggestion = "a c";
  answer.time_zone = "UTC";
  answer.sort = "words";
  answer.hits.push_back(hit);
  answer.hits.push_back({});
  CHECK(
      render_json(answer) ==
      R"({"type":"hit","rank":1,"score":4.5,"id":"a.txt","title":"Syria’s truce",)"
      R"("title_marks":[[0,5]],"snippet":"… a\tb","snippet_marks":[[4,5],[6,7]],)"
      R"("snippet_partial":true,)"
      R"("published":"2016-08-27T02:17","source":"dpa","url":"http://a/b","index":"",)"
      R"("copies":0,"copy_ids":[],"correction":false,"sort_value":1.5})"
      "\n"
      R"({"type":"hit","rank":0,"score":0.0,"id":"","title":"","title_marks":[],"snippet":"",)"
      R"("snippet_marks":[],"snippet_partial":false,"published":null,"source":"","url":"","index":"",)"
      R"("copies":0,"copy_ids":[],"correction":false,"sort_value":null})"
      "\n"
      R"({"type":"summary","query":"\"a b\"","hits":2,"total":5,"stories":null,"total_all_words":3,"warnings":["cut"],"notes":["read so"],)"
      R"("filters":[{"field":"date","value":"2016-08"}],)"
      R"("expanded":[{"written":"ab~1","words":300,"words_counted":false,"searched":256,"synonyms":[]},)"
      R"({"written":"US","words":3,"words_counted":true,"searched":1,"synonyms":["USA"]}],)"
      R"("suggestion":"a c","time_zone":"UTC","sort":"words",)"
      R"("seconds":0.25,"partial":false})"
      "\n");
  Answer unknown;
  CHECK(
      render_json(unknown) ==
      R"({"type":"summary","query":"","hits":0,"total":null,"stories":null,"total_all_words":null,"warnings":[],"notes":[],)"
      R"("filters":[],"expanded":[],"suggestion":"","time_zone":"","sort":"best","seconds":0.0,"partial":false})"
      "\n");
}

TEST_CASE("what was counted is between the hits and the summary") {
  Answer answer;
  answer.hits.push_back({});
  answer.facets = {{"source", {{"ap", 4}, {"a \"b\"", 1}}, 2, 3, 5}, {"lang", {}, 0, 0, 9}};
  answer.histogram = Histogram{Interval::week, "UTC", {{"2016-W34", 4}, {"2016-W35", 0}}, 1};
  answer.top_words = TopWords{200, {{"barrel", 2.5, 7, 9}}};
  const std::string json = render_json(answer);
  const std::string counts =
      R"({"type":"facet","field":"source","values":[{"value":"ap","articles":4},)"
      R"({"value":"a \"b\"","articles":1}],"more_values":2,"more_articles":3,"without":5})"
      "\n"
      R"({"type":"facet","field":"lang","values":[],"more_values":0,"more_articles":0,"without":9})"
      "\n"
      R"({"type":"histogram","interval":"week","time_zone":"UTC",)"
      R"("buckets":[{"name":"2016-W34","articles":4},{"name":"2016-W35","articles":0}],"undated":1})"
      "\n"
      R"({"type":"top_words","articles_read":200,)"
      R"("words":[{"word":"barrel","score":2.5,"articles":7,"all_articles":9}]})"
      "\n";
  const std::size_t at = json.find(counts);
  REQUIRE(at != std::string::npos);
  CHECK(json.find(R"("type":"hit")") < at);
  CHECK(json.find(R"({"type":"summary")") == at + counts.size());
}

TEST_CASE("marks count bytes, or characters") {
  Answer answer;
  Hit hit;
  hit.title = {"Erdoğan’s 😀 visit", {{0, 11}, {13, 17}, {18, 23}}};
  hit.snippet = {"… é", {{4, 6}}};
  answer.hits.push_back(hit);
  const std::string bytes = render_json(answer);
  CHECK(bytes.find(R"("title_marks":[[0,11],[13,17],[18,23]])") != std::string::npos);
  CHECK(bytes.find(R"("snippet_marks":[[4,6]])") != std::string::npos);
  const std::string characters = render_json(answer, {.offsets = Offsets::characters});
  CHECK(characters.find(R"("title_marks":[[0,8],[10,11],[12,17]])") != std::string::npos);
  CHECK(characters.find(R"("snippet_marks":[[2,3]])") != std::string::npos);
}

TEST_CASE("an article is one line, whatever is in it") {
  Article article;
  article.id = "a.txt";
  article.title = "Truce deal";
  article.body = "one\ntwo \x1b \"";
  article.keywords = {{"topics", "grain"}, {"topics", "wheat"}};
  CHECK(
      render_json(article) ==
      R"({"type":"article","id":"a.txt","title":"Truce deal","body":"one\ntwo \u001b \"","published":null,)"
      R"("url":"","source":"","lang":"","keywords":[["topics","grain"],["topics","wheat"]]})"
      "\n");
  Article broken;
  broken.id = "bad \xff";
  CHECK(render_json(broken).find("\"id\":\"bad \ufffd\"") != std::string::npos);
}

TEST_CASE("an explanation is one nested object") {
  Explanation root;
  root.value = 3;
  root.description = "sum";
  root.matched = true;
  root.details = {{2, "a", {}}, {1, "b", {{0.5, "c", {}}}}};
  CHECK(render_json(root) ==
        R"({"type":"explanation","matched":true,"value":3.0,"description":"sum","details":[)"
        R"({"value":2.0,"description":"a","details":[]},)"
        R"({"value":1.0,"description":"b","details":[)"
        R"({"value":0.5,"description":"c","details":[]}]}]})"
        "\n");
}

TEST_CASE("statistics, words, checks and builds have their keys") {
  IndexStats stats;
  stats.path = ".newsidx";
  stats.articles = 14;
  stats.fields = {{"text", 1, 2, 3, 4, 4.5}};
  stats.languages = {{"english", 14}};
  stats.parts = {{"postings", 12}};
  stats.latest = Timestamp::parse("2016-08-27");
  CHECK(
      render_json(stats) ==
      R"({"type":"stats","path":".newsidx","format_version":0,"generation":0,"articles":14,)"
      R"("segments":0,"disk_bytes":0,"written_bytes":0,"analyzer":"","title_weight":1,"stores_articles":true,"reordered":false,"bigrams":0,)"
      R"("earliest":null,"latest":"2016-08-27","undated_articles":0,"fields":[{"name":"text",)"
      R"("terms":1,"postings":2,"tokens":3,"bytes":4,"average_length":4.5}],"languages":{"english":14},)"
      R"("parts":{"postings":12}})"
      "\n");
  CHECK(render_json(std::vector<TermStats>{{"evacuated", "evacu", 3, 4}, {"b", "b", 1, 1}}) ==
        R"({"type":"term","word":"evacuated","term":"evacu","articles":3,"occurrences":4})"
        "\n"
        R"({"type":"term","word":"b","term":"b","articles":1,"occurrences":1})"
        "\n");
  CHECK(render_json(CheckReport{{"broken"}, 1, 2, 3, 4, 5, 6}) ==
        R"({"type":"problem","message":"broken"})"
        "\n"
        R"({"type":"check","ok":false,"problems":1,"segments":1,"terms":2,"postings":3,)"
        R"("positions":4,"articles":5,"bytes":6})"
        "\n");
  const ReadReport read{3, 4, 14, 5, 6, 7, 8, 11, 12, 13, "raw", "kopf", {{"picture", 7}}, 3};
  BuildReport build;
  static_cast<ReadReport&>(build) = read;
  build.articles = 1;
  build.superseded = 2;
  build.generation = 9;
  build.seconds = 0.5;
  build.unknown_languages = 10;
  CHECK(
      render_json(build) ==
      R"({"type":"build","articles":1,"replaced":0,"deleted":0,"superseded":2,"records_skipped":3,)"
      R"("records_repaired":4,"records_cut_off":14,"files":5,"files_skipped":6,)"
      R"("files_ignored":7,"text_bytes":8,"generation":9,"seconds":0.5,"unknown_languages":10,"captures_skipped":11,)"
      R"("shared_urls":12,"shared_ids":13,"unused_fields":"raw","unmet_fields":"kopf","ignored_kinds":{"picture":7}})"
      "\n");
  CHECK(render_json(InputSurvey{{{"PDF", 1}, {"web page", 2}}, {{"picture", 3}}, 4, 5}) ==
        R"({"type":"survey","read":{"PDF":1,"web page":2},"left_out":{"picture":3},)"
        R"("unreadable":4,"bytes":5})"
        "\n");
}

TEST_CASE("hints are said in the words of the program") {
  Answer answer;
  answer.notes = {{"'-b' is left out", Hint(HintName::literal, " for the text as it is")}};
  CHECK(render_json(answer).find("(try: literal for the text as it is)") != std::string::npos);
  const auto words = [](HintName) { return std::string_view("--literal"); };
  CHECK(render_json(answer, {.words = words}).find("(try: --literal for the text as it is)") !=
        std::string::npos);
}
