// Several indexes that are opened together answer as one that was built of the articles of all.
// (That their rankings are equal for generated queries is tested in tests/model/parts_as_one_test.)
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <string>
#include <vector>

#include "built_articles.h"
#include "support/temporary_folder.h"

using namespace newsidx;
using newsidx::testing::build_from;

namespace {

Article article(std::string id, std::string title, std::string body, const char* day,
                std::string source, std::vector<Keyword> keywords = {}) {
  Article made = testing::article(std::move(id), std::move(title), std::move(body));
  made.published = Timestamp::parse(day);
  made.source = std::move(source);
  made.keywords = std::move(keywords);
  return made;
}

std::vector<Article> of_2015() {
  return {article("a1", "Oil rises", "Oil prices rise in Daraya.", "2015-01-30", "ap"),
          article("a2", "Rain", "Rain and oil, and the evacuees.", "2015-03-02", "reuters",
                  {{"words", "7"}}),
          article("both", "Snow", "Snow, of the first.", "2015-03-03", "reuters")};
}

std::vector<Article> of_2016() {
  return {article("b1", "Oil falls", "Oil oil oil; gas is dear.", "2016-05-01", "afp",
                  {{"desk", "paris"}, {"words", "12"}}),
          article("b2", "Evacuation", "The evacuation of Daraya.", "2016-05-02", "ap",
                  {{"words", "3"}}),
          article("b3", "Nothing", "Barack Obama spoke of gas.", "2016-05-03", "")};
}

// (An id of both is one article in an index of all: without it here.)
struct Fixture {
  testing::TemporaryFolder folder;
  std::string first = folder.file("first"), second = folder.file("second");
  Index joined = opened({of_2015(), of_2016()});
  Index whole = whole_index();

  Index opened(const std::vector<std::vector<Article>>& articles) {
    REQUIRE(build_from(articles[0], {.index_path = first}));
    REQUIRE(build_from(articles[1], {.index_path = second}));
    return Index::open_all({first, second}).value();
  }
  Index whole_index() {
    std::vector<Article> all = of_2015();
    for (Article& other : of_2016()) all.push_back(std::move(other));
    REQUIRE(build_from(all, {.index_path = folder.file("whole")}));
    return Index::open(folder.file("whole")).value();
  }
};

// An answer as JSON, without what may differ.
std::string shown(Answer answer) {
  answer.seconds = 0;
  for (Hit& hit : answer.hits) hit.index.clear();
  return render_json(answer);
}

}  // namespace

TEST_CASE("answers with counts, orders and suggestions are those of one index") {
  const Fixture fixture;
  for (const char* const query :
       {"oil", "oil daraya", "+oil gas", "evacu*", "evacuatoin", "/ev.*s/ oil", "desk:paris", "*",
        "date:2015..", "source:ap oil", "brack obama", "words:[5 TO 20]", "\"oil prices\""}) {
    CAPTURE(query);
    for (const char* const sort : {"", "newest", "oldest", "words", "-words"}) {
      CAPTURE(sort);
      const SearchOptions options{.offset = 1,
                                  .time_zone = "UTC",
                                  .sort = sort,
                                  .facets = {"source", "desk", "words"},
                                  .facet_limit = 2,
                                  .histogram = Interval::month,
                                  .top_words = 3};
      CHECK(shown(fixture.joined.search(query, options).value()) ==
            shown(fixture.whole.search(query, options).value()));
    }
    CHECK(fixture.joined.count(query).value() == fixture.whole.count(query).value());
  }
  CHECK(render_json(fixture.joined.terms("e", 10).value()) ==
        render_json(fixture.whole.terms("e", 10).value()));
  CHECK(render_json(fixture.joined.suggest("", 50).value()) ==
        render_json(fixture.whole.suggest("", 50).value()));
  CHECK(render_json(fixture.joined.explain("oil gas", "b1").value()) ==
        render_json(fixture.whole.explain("oil gas", "b1").value()));
  CHECK(fixture.joined.article_count() == fixture.whole.article_count());
}

TEST_CASE("hits name their index, and references lead to the article of each") {
  const Fixture fixture;
  const Answer answer = fixture.joined.search("oil").value();
  REQUIRE(answer.hits.size() == 3);
  for (const Hit& hit : answer.hits) {
    CHECK(hit.index == (hit.id.starts_with("a") ? fixture.first : fixture.second));
    CHECK(fixture.joined.article(hit.ref).value().id == hit.id);
    CHECK(fixture.joined.explain("oil", hit.ref).value().value == hit.score);
  }
  CHECK(fixture.whole.search("oil")->hits.at(0).index.empty());
  const auto refs = fixture.joined.matches("oil").value();
  REQUIRE(refs.size() == 3);
  for (const DocumentRef& ref : refs) {
    CHECK(fixture.joined.article(ref).value().body.find("il") != std::string::npos);
  }
  std::vector<std::string> ids;
  const auto all = fixture.joined.for_each_match("*", [&](const Article& each) {
    ids.push_back(each.id);
    return true;
  });
  CHECK(all.value().total == 6);
  CHECK(ids == std::vector<std::string>{"a1", "a2", "both", "b1", "b2", "b3"});
}

TEST_CASE("an id that stands in two indexes is two articles, and by id the first") {
  Fixture fixture;
  std::vector<Article> second = of_2016();
  second.push_back(article("both", "Snow", "Snow, of the second.", "2016-06-01", "ap"));
  const Index joined = fixture.opened({of_2015(), second});
  CHECK(joined.search("snow").value().total == 2);
  CHECK(joined.search("id:both").value().total == 2);
  CHECK(joined.article("both").value().body == "Snow, of the first.");
  CHECK(joined.article("b3").value().title == "Nothing");
  CHECK(joined.article("c").error().code == ErrorCode::not_found);
}

TEST_CASE("several indexes are refreshed together") {
  const Fixture fixture;
  CHECK(fixture.joined.refresh().value().generation() == fixture.joined.generation());
  auto writer = IndexWriter::open(fixture.second).value();
  writer.add(article("b4", "More oil", "More oil.", "2016-07-01", "ap")).value();
  writer.commit().value();
  const Index newer = fixture.joined.refresh().value();
  CHECK(newer.generation() == fixture.joined.generation() + 1);
  CHECK(newer.search("oil").value().total == 4);
  CHECK(fixture.joined.search("oil").value().total == 3);
  CHECK(newer.article(fixture.joined.rank("oil")->places[0].ref).error().code ==
        ErrorCode::not_found);
}

TEST_CASE("what several indexes cannot be is refused") {
  const Fixture fixture;
  const auto code = [](const auto& result) { return result.error().code; };
  CHECK(code(Index::open_all({})) == ErrorCode::invalid_argument);
  CHECK(Index::open_all({fixture.first}).value().stats().value().articles == 3);
  CHECK(Index::open_all({fixture.first, fixture.first + "/."})
            .error()
            .to_string()
            .find("is given twice") != std::string::npos);
  CHECK(code(Index::open_all({fixture.first, fixture.folder.file("none")})) ==
        ErrorCode::not_found);
  REQUIRE(build_from(of_2016(), {.index_path = fixture.folder.file("plain"), .analyzer = "plain"}));
  const auto unlike = Index::open_all({fixture.first, fixture.folder.file("plain")});
  CHECK(code(unlike) == ErrorCode::invalid_argument);
  CHECK(unlike.error().to_string().find("was analysed otherwise") != std::string::npos);
  CHECK(code(fixture.joined.stats()) == ErrorCode::unsupported);
  CHECK(code(fixture.joined.check()) == ErrorCode::unsupported);
  REQUIRE(
      build_from(of_2016(), {.index_path = fixture.folder.file("bare"), .store_articles = false}));
  const Index bare = Index::open_all({fixture.first, fixture.folder.file("bare")}).value();
  CHECK(bare.search("oil").value().total == 3);
  CHECK(code(bare.article("b1")) == ErrorCode::unsupported);
}
