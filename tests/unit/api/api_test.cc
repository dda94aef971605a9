// The public interface as a program sees it: articles from a function, no files but the index.

#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "built_articles.h"
#include "support/temporary_folder.h"

using namespace newsidx;
using newsidx::testing::article;
using newsidx::testing::build_from;

namespace {

struct TemporaryIndex {
  [[nodiscard]] std::string path() const { return folder.file("index"); }
  testing::TemporaryFolder folder;
};

std::vector<Article> three_articles() {
  return {article("a", "Oil prices rise", "Crude went up.\nTraders were surprised."),
          article("b", "Markets", "The price of oil fell; oil is cheap."),
          article("c", "Weather", "Rain in the north.")};
}

}  // namespace

TEST_CASE("body: finds and marks what is in the body") {
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  const auto index = Index::open(place.path());
  REQUIRE(index.has_value());
  const auto answer = index->search("body:oil body:rose title:markets");
  REQUIRE(answer.has_value());
  REQUIRE(answer->hits.size() == 1);  // "a" has oil in its title
  CHECK(answer->hits[0].id == "b");
  CHECK(answer->hits[0].snippet.marks.size() == 2);
  CHECK(index->count("body:oil").value() == 1);
  CHECK(index->explain("body:oil", "b")->matched);
  CHECK_FALSE(index->explain("body:oil", "a")->matched);

  const auto titled = index->search("body:crude oil");
  REQUIRE(titled.has_value());
  REQUIRE(titled->hits.size() == 2);
  const auto rising = index->search("body:surprised body:prices body:oil");
  REQUIRE(rising.has_value());
  for (const Hit& hit : rising->hits) CHECK(hit.title.marks.empty());  // "Oil prices rise"
}

TEST_CASE("articles of a program are found, explained, counted and shown") {
  const TemporaryIndex place;
  const auto report = build_from(three_articles(), {.index_path = place.path()});
  REQUIRE(report.has_value());
  CHECK(report->articles == 3);
  CHECK(report->generation == 1);

  const auto index = Index::open(place.path());
  REQUIRE(index.has_value());
  const auto answer = index->search("oil price");
  REQUIRE(answer.has_value());
  REQUIRE(answer->hits.size() == 2);
  CHECK(answer->total == 2u);
  CHECK(answer->hits[0].id == "a");
  CHECK(answer->hits[0].rank == 1);
  CHECK(answer->hits[0].title.marks == std::vector<Mark>{{0, 3}, {4, 10}});

  CHECK(index->count("oil").value() == 2);
  CHECK(index->count("snow").value() == 0);
  CHECK(index->explain("oil price", "a")->value == answer->hits[0].score);
  CHECK_FALSE(index->explain("oil", "c")->matched);
  CHECK(index->article("c")->body == "Rain in the north.");
  const auto terms = index->terms("pri", 10);
  REQUIRE(terms.has_value());
  REQUIRE(terms->size() == 2);  // price, prices
  CHECK((*terms)[0].word == "price");
  CHECK((*terms)[0].articles == 2);
  CHECK(index->check()->problems.empty());
}

TEST_CASE("hits can be paged through") {
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  const auto index = Index::open(place.path());
  const auto all = index->search("oil rain", {.limit = 3});
  const auto last = index->search("oil rain", {.limit = 1, .offset = 2});
  REQUIRE(last->hits.size() == 1);
  CHECK(last->hits[0].id == all->hits[2].id);
  CHECK(last->hits[0].rank == 3);
  CHECK(index->search("oil rain", {.limit = 5, .offset = 3})->hits.empty());
}

TEST_CASE("an index without stored articles still answers with ids") {
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path(), .store_articles = false})
              .has_value());
  const auto index = Index::open(place.path());
  CHECK(index->search("rain")->hits.at(0).id == "c");
  CHECK(index->article("c").error().code == ErrorCode::unsupported);
  CHECK(index->check()->problems.empty());
}

TEST_CASE("a ranking has the places of the hits") {
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  const auto index = Index::open(place.path());
  const auto loaded = index->search("oil rain");
  const auto ranking = index->rank("oil rain");
  CHECK(ranking->total == loaded->total);
  REQUIRE(ranking->places.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(ranking->places[i].score == loaded->hits[i].score);
    CHECK(ranking->places[i].document == loaded->hits[i].document);
    CHECK(three_articles()[ranking->places[i].document].id == loaded->hits[i].id);
  }
  const auto rest = index->rank("oil rain", {.limit = 5, .offset = 2, .count_total = false});
  REQUIRE(rest->places.size() == 1);
  CHECK(rest->places[0].document == ranking->places[2].document);
  CHECK_FALSE(rest->total);
  CHECK(index->rank("oil rain", {.offset = 3})->places.empty());
}

TEST_CASE("a late answer says so; one in time is the whole") {
  using namespace std::chrono_literals;
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  const auto index = Index::open(place.path());
  for (const char* const query : {"oil rain", "oil", "+oil rain", "r*"}) {
    CAPTURE(query);
    const auto late = index->search(query, {.timeout = 0us});
    REQUIRE(late);
    CHECK(late->partial);
    CHECK(late->hits.empty());
    CHECK_FALSE(late->total);
    CHECK(late->warnings.size() == 1);
    CHECK(index->rank(query, {.timeout = 0us})->partial);
  }
  CHECK(index->count("oil rain", {.timeout = 0us}).error().code == ErrorCode::timed_out);
  const auto whole = index->search("oil rain", {.timeout = std::chrono::hours(10000)});
  CHECK_FALSE(whole->partial);
  CHECK(whole->warnings.empty());
  CHECK(whole->total == index->count("oil rain", {.timeout = 1h}).value());
  std::stop_source source;
  source.request_stop();
  const auto stopped = index->search("oil rain", {.timeout = 0us, .stop = source.get_token()});
  CHECK(stopped.error().code == ErrorCode::cancelled);
}

TEST_CASE("of a very long title the start is shown, with passages and without") {
  const TemporaryIndex place;
  std::string title = "oil";
  while (title.size() < 1'000'000) title += "\nrain";
  REQUIRE(build_from({article("long", title, "oil"), article("short", "oil", "oil\nrain")},
                     {.index_path = place.path()})
              .has_value());
  const auto index = Index::open(place.path());
  for (const bool snippets : {true, false}) {
    CAPTURE(snippets);
    const auto answer = index->search("oil", {.snippets = snippets});
    REQUIRE(answer->hits.size() == 2);
    for (const Hit& hit : answer->hits) {
      CHECK(hit.title.text.size() < 5'000);
      CHECK(hit.title.text.starts_with("oil"));
      CHECK(hit.title.text.ends_with(" …") == (hit.id == "long"));
      CHECK(hit.title.text.find('\n') == std::string::npos);
      CHECK(hit.title.marks.size() == (snippets ? 1 : 0));
    }
  }
  CHECK(index->article("long")->title.size() > 900'000);
}

TEST_CASE("a word of several languages is listed with each of its stems") {
  const TemporaryIndex place;
  auto articles = std::vector{article("en", "", "universities"), article("fr", "", "universities")};
  articles[1].lang = "fr";
  REQUIRE(build_from(articles, {.index_path = place.path()}).has_value());
  const auto terms = Index::open(place.path())->terms("universities", 10);
  REQUIRE(terms->size() == 2);
  CHECK(terms->at(0).word == "universities");
  CHECK(terms->at(1).word == "universities");
  CHECK(terms->at(0).term != terms->at(1).term);
  CHECK(terms->at(0).articles == 1);
}

TEST_CASE("a check tells how far it has come") {
  const TemporaryIndex place;
  std::vector<Article> articles;
  for (int i = 0; i < 2000; ++i) {
    articles.push_back(article(std::to_string(i), "", "word" + std::to_string(i) + " oil"));
  }
  REQUIRE(build_from(articles, {.index_path = place.path()}).has_value());
  std::vector<CheckProgress> seen;
  CheckOptions options;
  options.on_progress = [&seen](const CheckProgress& progress) { seen.push_back(progress); };
  CHECK(Index::open(place.path())->check(options)->problems.empty());
  REQUIRE(seen.size() >= 2);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    CHECK(seen[i].done_units <= seen[i].total_units);
    if (i > 0) CHECK(seen[i - 1].done_units <= seen[i].done_units);
  }
  CHECK(seen.back().done_units > seen.back().total_units / 2);
}

TEST_CASE("a build of nothing leaves nothing behind") {
  const TemporaryIndex place;
  const auto report = build_from({}, {.index_path = place.path()});
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::invalid_argument);
  CHECK_FALSE(std::filesystem::exists(place.path()));
}

TEST_CASE("what is asked wrongly is refused with its reason") {
  const TemporaryIndex place;
  CHECK(Index::open(place.path()).error().code == ErrorCode::not_found);
  CHECK(build_from({}, {.index_path = place.path()}).error().code == ErrorCode::invalid_argument);
  CHECK(build_from(three_articles(), {.index_path = place.path(), .analyzer = "no"}).error().code ==
        ErrorCode::invalid_argument);
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  const auto index = Index::open(place.path());
  CHECK(index->search("oil~3").error().code == ErrorCode::parse);
  CHECK(index->search(" ").error().code == ErrorCode::parse);
  CHECK(index->search("titel:x").error().code == ErrorCode::invalid_argument);
  for (const char* const signs : {"(", "..."}) {
    const auto answer = index->search(signs);
    REQUIRE(answer.has_value());
    CHECK(answer->hits.empty());
    CHECK_FALSE(answer->warnings.empty());
  }
  CHECK(index->search("oil", {.limit = 10'001}).error().code == ErrorCode::limit);
  CHECK(index->search("oil", {.snippet_chars = 10'000}));
  CHECK(index->search("oil", {.snippet_chars = 10'001}).error().code ==
        ErrorCode::invalid_argument);
  CHECK(index->search("oil", {.k1 = -1}).error().code == ErrorCode::invalid_argument);
  CHECK(index->article("zzz").error().code == ErrorCode::not_found);
}

TEST_CASE("an index that is open keeps its generation through later builds") {
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  const auto old = Index::open(place.path());
  REQUIRE(build_from({article("d", "Snow", "Snow in the south.")}, {.index_path = place.path()})
              .has_value());
  CHECK(old->count("oil").value() == 2);
  CHECK(old->search("rain")->hits.at(0).id == "c");
  const auto current = Index::open(place.path());
  CHECK(current->count("oil").value() == 0);
  CHECK(current->count("snow").value() == 1);
  CHECK(current->stats()->generation == 2);
}

TEST_CASE("a build that is told to stop leaves the index as it was") {
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  std::stop_source stop;
  std::size_t count = 0;
  const auto endless = [&]() -> std::optional<Article> {
    if (++count == 1000) stop.request_stop();
    return article(std::to_string(count), "Endless", "An article without end.");
  };
  const auto report = build(endless, {.index_path = place.path(), .stop = stop.get_token()});
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::cancelled);
  CHECK(Index::open(place.path())->count("oil").value() == 2);
}

TEST_CASE("many threads search one index") {
  const TemporaryIndex place;
  REQUIRE(build_from(three_articles(), {.index_path = place.path()}).has_value());
  const auto index = Index::open(place.path());
  std::vector<std::jthread> threads;
  std::vector<std::uint64_t> found(4);
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 50; ++round)
        found[i] += index->search("oil pri* \"the north\"")->hits.size();
    });
  }
  threads.clear();
  CHECK(found == std::vector<std::uint64_t>(4, 150));
}

TEST_CASE("threads for a query change nothing in its answer") {
  const TemporaryIndex place;
  std::vector<Article> articles;
  for (int i = 0; i < 70'000; ++i) {  // more than one thread takes
    articles.push_back(
        article(std::to_string(i), "", i % 3 == 0 ? "oil price oil" : "oil fell price"));
  }
  REQUIRE(build_from(std::move(articles), {.index_path = place.path(), .store_articles = false})
              .has_value());
  const auto index = Index::open(place.path());
  for (const char* const query : {"oil price fell", "+oil +price", "\"oil price\"", "oil -fell"}) {
    CAPTURE(query);
    const auto alone = index->rank(query, {.limit = 500});
    for (const unsigned threads : {0u, 2u, 5u}) {
      const auto together = index->rank(query, {.limit = 500, .threads = threads});
      REQUIRE(together->places.size() == alone->places.size());
      for (std::size_t i = 0; i < alone->places.size(); ++i) {
        REQUIRE(together->places[i].document == alone->places[i].document);
        REQUIRE(together->places[i].score == alone->places[i].score);
      }
      CHECK(together->total == alone->total);
      CHECK(index->count(query, {.threads = threads}).value() == *alone->total);
    }
  }
  CHECK(index->search("oil", {.threads = 257}).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("text that is not UTF-8 is repaired before it is stored") {
  const TemporaryIndex place;
  REQUIRE(build_from({article("a", "caf\xe9", "ol\xff\xff")}, {.index_path = place.path()})
              .has_value());
  CHECK(Index::open(place.path())->article("a")->title == "caf\xef\xbf\xbd");
}
