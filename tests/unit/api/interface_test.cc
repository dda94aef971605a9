// What a server or a binding meets: references to documents, handles, errors, reading without an
// index.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "built_articles.h"
#include "support/temporary_folder.h"

using namespace newsidx;
using newsidx::testing::build_from;

namespace {

Article article(std::string id, std::string body) {
  return testing::article(std::move(id), "", std::move(body));
}

std::vector<Article> five_articles() {
  return {article("a", "Oil is dear."), article("b", "Rain."), article("c", "Oil oil oil."),
          article("d", "Snow."), article("e", "Oil in the rain.")};
}

}  // namespace

TEST_CASE("what a ranking names can be fetched and explained") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(build_from(five_articles(), {.index_path = path, .segment_articles = 2}));
  const Index index = Index::open(path).value();
  const auto ranking = index.rank("oil rain").value();
  const auto answer = index.search("oil rain").value();
  REQUIRE(ranking.places.size() == 4);
  for (std::size_t i = 0; i < ranking.places.size(); ++i) {
    const auto& [document, ref, score] = ranking.places[i];
    CHECK(ref == answer.hits[i].ref);
    CHECK(ref.generation == index.generation());
    CHECK(index.article(ref)->id == answer.hits[i].id);
    CHECK(five_articles()[document].id == answer.hits[i].id);
    CHECK(index.explain("oil rain", ref)->value == score);
  }
}

TEST_CASE("of a list of words the articles with all of them are counted") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(build_from(five_articles(), {.index_path = path, .segment_articles = 2}));
  const Index index = Index::open(path).value();
  struct Row {
    std::string query;
    std::optional<std::uint64_t> all;
  };
  for (const Row& row :
       {Row{"oil rain", 1}, Row{"oil dear snow", 0}, Row{"\"oil oil\" oil", 1}, Row{"o* rain", 1},
        Row{"oil nowhere", 0}, Row{"oil", std::nullopt}, Row{"oil OR rain", std::nullopt},
        Row{"+oil rain", std::nullopt}, Row{"oil -rain", std::nullopt},
        Row{"oil title:rain", std::nullopt}, Row{"(oil rain)", 1}}) {
    CAPTURE(row.query);
    CHECK(index.search(row.query, {.count_all_words = true})->total_all_words == row.all);
    CHECK_FALSE(index.search(row.query)->total_all_words.has_value());
    if (row.all) CHECK(index.count(row.query, {.require_all = true}).value() == *row.all);
  }
  CHECK_FALSE(index.search("oil rain", {.require_all = true, .count_all_words = true})
                  ->total_all_words.has_value());
  CHECK_FALSE(
      index.search("oil rain", {.count_all_words = true, .timeout = std::chrono::microseconds(0)})
          ->total_all_words.has_value());
}

TEST_CASE("a reference to what is not there is refused") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(build_from(five_articles(), {.index_path = path}));
  const Index old = Index::open(path).value();
  const DocumentRef ref = old.rank("snow")->places.at(0).ref;
  for (const DocumentRef& wrong :
       {DocumentRef{ref.generation, ref.segment, 5},
        DocumentRef{ref.generation, ref.segment + 1, 0},
        DocumentRef{ref.generation + 1, ref.segment, 0}, DocumentRef{}}) {
    CHECK(old.article(wrong).error().code == ErrorCode::not_found);
    CHECK(old.explain("snow", wrong).error().code == ErrorCode::not_found);
  }
  REQUIRE(build_from(five_articles(), {.index_path = path}));
  const Index current = Index::open(path).value();
  CHECK(old.article(ref)->id == "d");
  CHECK(current.article(ref).error().to_string() ==
        "the document is of generation 1, this index is generation 2 (try: search again)");
}

TEST_CASE("an index is a handle: copies are the same opened index, which the last one closes") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(build_from(five_articles(), {.index_path = path}));
  std::optional<Index> first = Index::open(path).value();
  const Index copy = *first;
  CHECK(copy.count("oil").value() == 3);
  CHECK(copy.cached_bytes() == first->cached_bytes());
  std::thread other([handle = copy] { CHECK(handle.count("rain").value() == 2); });
  other.join();
  first.reset();
  CHECK(copy.search("snow")->hits.at(0).id == "d");
}

TEST_CASE("an error says its code, its words and what to try, or is thrown") {
  const testing::TemporaryFolder folder;
  const auto missing = Index::open(folder.file("none"));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(missing.error().message == "no index at '" + folder.file("none") + "'");
  CHECK(missing.error().hint == Hint(HintName::build_at, " '", folder.file("none"), "'"));
  try {
    static_cast<void>(missing.value());
    FAIL("nothing was thrown");
  } catch (const Exception& exception) {
    CHECK(exception.error().code == ErrorCode::not_found);
    CHECK(std::string(exception.what()) == missing.error().to_string());
  }
  CHECK_THROWS_AS(static_cast<void>(*missing), Exception);
  CHECK_THROWS_AS(Status(fail(ErrorCode::io, "x")).value(), Exception);
  CHECK_NOTHROW(Status().value());
}

TEST_CASE("a query that cannot be read says where") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(build_from(five_articles(), {.index_path = path}));
  const Index index = Index::open(path).value();
  const auto answer = index.search("大马 oil^0");
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == ErrorCode::parse);
  CHECK(answer.error().column == 8);
  CHECK(answer.error().message.find('\n') == std::string::npos);
  CHECK(index.search(" ").error().column == 0);
}

TEST_CASE("a second writer is told that the first one is at it") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  std::optional<ErrorCode> second;
  bool is_first = true;
  const auto report = build(
      [&]() -> std::optional<Article> {
        if (!std::exchange(is_first, false)) return std::nullopt;
        const auto other = build_from(five_articles(), {.index_path = path});
        if (!other) second = other.error().code;
        return article("a", "Oil.");
      },
      {.index_path = path});
  CHECK(report.has_value());
  CHECK(second == ErrorCode::busy);
}

TEST_CASE("articles without an id are kept, and known by what they say") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  const auto report = build_from(
      {article("", "Oil."), article("a", "Rain."), article("", "Snow."), article("", "Oil.")},
      {.index_path = path});
  REQUIRE(report);
  CHECK(report->articles == 3);
  CHECK(report->superseded == 1);
  const Index index = Index::open(path).value();
  const std::string id = index.search("snow")->hits.at(0).id;
  CHECK(id.size() == 32);
  CHECK(index.article(id)->body == "Snow.");
  CHECK(index.count("oil").value() == 1);
  CHECK(index.check()->problems.empty());
}

TEST_CASE("articles can be read without an index") {
  const testing::TemporaryFolder folder;
  const std::string file = folder.file("a.jsonl");
  std::ofstream(file) << R"({"id":"x","body":"Oil"})"
                      << "\n{broken\n"
                      << R"({"id":"y","body":"Rain"})"
                      << "\n";
  std::vector<std::string> problems;
  auto reader = ArticleReader::open({file}, {.on_problem = [&](const Remark& problem) {
                                      problems.push_back(problem.to_string());
                                    }});
  REQUIRE(reader);
  CHECK(reader->next().value()->id == "x");
  CHECK(reader->next().value()->body == "Rain");
  CHECK_FALSE(reader->next().value());
  CHECK_FALSE(reader->next().value());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].find("a.jsonl:2: ") != std::string::npos);
  CHECK(reader->report().records_skipped == 1);
  CHECK(reader->report().files == 1);

  CHECK(ArticleReader::open({folder.file("none")}).error().code == ErrorCode::not_found);
  CHECK(ArticleReader::open({}).error().code == ErrorCode::invalid_argument);
  std::stop_source stop;
  stop.request_stop();
  auto stopped = ArticleReader::open({file}, {.stop = stop.get_token()});
  CHECK((stopped ? stopped->next().error().code : stopped.error().code) == ErrorCode::cancelled);
}

TEST_CASE("widths are those of a terminal") {
  CHECK(display_width("oil") == 3);
  CHECK(display_width("大马") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("각") == 2);
  CHECK(display_width("\u1100\u1161\u11a8") == 2);  // the same in parts
  CHECK(display_width("\U0001F44D\U0001F3FD") == 2);
  const DisplayChar broken = display_char("\xff", 0);
  CHECK((broken.code_point == 0xfffd && broken.bytes == 1 && broken.columns == 1));
}
