// However the documents are arranged, an index answers as one segment in the order of reading does:
// the same articles, equal scores and counts. Only of a reordered index the order among equal
// scores may differ.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <cstdlib>

#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

constexpr std::uint32_t kArticles = 3'000;
constexpr std::size_t kQueries = 300;

std::uint64_t seed_of_this_run() {
  const char* const text = std::getenv("NEWSIDX_SEED");
  return text == nullptr ? 61 : std::strtoull(text, nullptr, 10);
}

struct Arrangement {
  bool reorder = false;
  std::uint32_t segment_articles = 0;
};

Index build_index(const std::vector<Article>& articles, const std::string& path,
                  Arrangement arrangement) {
  BuildOptions options;
  options.index_path = path;
  options.threads = 2;
  options.reorder = arrangement.reorder;
  options.segment_articles = arrangement.segment_articles;
  std::size_t next = 0;
  const auto read = [&]() -> std::optional<Article> {
    if (next == articles.size()) return std::nullopt;
    return articles[next++];
  };
  REQUIRE(build(read, options).has_value());
  return Index::open(path).value();
}

// All hits, those of equal score by their ids.
std::vector<std::pair<double, std::string>> hits_of(const Answer& answer) {
  std::vector<std::pair<double, std::string>> hits;
  for (const Hit& hit : answer.hits) hits.emplace_back(-hit.score, hit.id);
  std::sort(hits.begin(), hits.end());
  return hits;
}

// References are those of an index: these are of the articles in their order.
std::vector<std::pair<std::uint32_t, double>> places_of(const Ranking& ranking) {
  std::vector<std::pair<std::uint32_t, double>> places;
  for (const auto& place : ranking.places) places.emplace_back(place.document, place.score);
  return places;
}

TEST_CASE("reordering changes no answer") {
  const std::uint64_t seed = seed_of_this_run();
  MESSAGE("seed " << seed);
  testing::RandomNews news(seed, 2'000, true);
  const std::vector<Article> articles = news.articles(0, kArticles);
  const testing::TemporaryFolder folder;
  const Index plain = build_index(articles, folder.file("plain"), {});
  const Index reordered = build_index(articles, folder.file("reordered"), {.reorder = true});
  CHECK(!plain.stats().value().is_reordered);
  REQUIRE(reordered.stats().value().is_reordered);
  CHECK(reordered.check({}).value().problems.empty());

  SearchOptions all;
  all.limit = kArticles;
  all.snippets = false;
  SearchOptions few = all;
  few.limit = 10;
  bool moved = false;
  for (std::size_t i = 0; i < kQueries; ++i) {
    const std::string query = testing::query_text(news.query(2));
    CAPTURE(query);
    const auto expected = plain.search(query, all);
    const auto found = reordered.search(query, all);
    REQUIRE(expected.has_value() == found.has_value());
    if (!expected) continue;
    CHECK(found->total == expected->total);
    const bool same = hits_of(*found) == hits_of(*expected);
    CHECK(same);
    CHECK(reordered.count(query, all).value() == plain.count(query, all).value());
    const Answer best = reordered.search(query, few).value();
    for (std::size_t rank = 0; rank < best.hits.size(); ++rank) {
      CHECK(best.hits[rank].score == expected->hits[rank].score);
    }
    if (best.hits.empty()) continue;
    const std::string& id = best.hits[0].id;
    CHECK(reordered.explain(query, id).value().value == plain.explain(query, id).value().value);
    moved |= best.hits[0].document != expected->hits[0].document;
  }
  CHECK(moved);
  for (const Article& article : articles) {
    REQUIRE(reordered.article(article.id).value().body == article.body);
  }
}

TEST_CASE("eight segments answer as one does, in the same order") {
  const std::uint64_t seed = seed_of_this_run();
  MESSAGE("seed " << seed);
  testing::RandomNews news(seed, 2'000, true);
  const std::vector<Article> articles = news.articles(0, kArticles);
  const testing::TemporaryFolder folder;
  const Index merged = build_index(articles, folder.file("merged"), {});
  const Index segmented =
      build_index(articles, folder.file("segmented"), {.segment_articles = kArticles / 8 + 1});
  CHECK(merged.stats().value().segments == 1);
  REQUIRE(segmented.stats().value().segments == 8);
  CHECK(segmented.check({}).value().problems.empty());

  for (std::size_t i = 0; i < kQueries; ++i) {
    const std::string query = testing::query_text(news.query(2));
    CAPTURE(query);
    for (const std::uint32_t limit : {10u, kArticles}) {
      SearchOptions options;
      options.limit = limit;
      const auto expected = merged.rank(query, options);
      const auto found = segmented.rank(query, options);
      REQUIRE(expected.has_value() == found.has_value());
      if (!expected) continue;
      CHECK(found->total == expected->total);
      CHECK(places_of(*found) == places_of(*expected));
      CHECK(segmented.count(query, options).value() == merged.count(query, options).value());
    }
  }
  for (const Article& article : articles) {
    REQUIRE(segmented.article(article.id).value().body == article.body);
  }
}

}  // namespace
}  // namespace newsidx
