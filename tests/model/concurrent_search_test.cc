// Four threads search one Index at once, with cold caches, and all get what one thread gets.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <thread>

#include "support/random_news.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

constexpr unsigned kThreads = 4;
constexpr std::size_t kQueries = 60;

// Everything a search tells, as text.
std::string told(const Index& index, const std::string& query) {
  SearchOptions options;
  options.limit = 20;
  const auto answer = index.search(query, options);
  if (!answer) return answer.error().to_string();
  std::string text = std::to_string(answer->total.value());
  for (const Hit& hit : answer->hits) {
    text += ' ' + hit.id + ' ' + std::to_string(hit.score) + ' ' + hit.snippet.text;
  }
  if (answer->hits.empty()) return text;
  return text + std::to_string(index.explain(query, answer->hits[0].id).value().value) +
         index.article(answer->hits[0].id).value().title;
}

TEST_CASE("threads share an Index") {
  MESSAGE("seed 71");
  testing::RandomNews news(71, 2'000, true);
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  testing::write_index(path, {news.articles(0, 3'000), news.articles(3'000, 500)}, {});
  std::vector<std::string> queries;
  for (std::size_t i = 0; i < kQueries; ++i) queries.push_back(testing::query_text(news.query(2)));

  std::vector<std::string> expected;
  const Index alone = Index::open(path).value();
  for (const std::string& query : queries) expected.push_back(told(alone, query));

  const Index shared = Index::open(path).value();  // no term is opened yet
  std::vector<std::vector<std::string>> answers(kThreads);
  {
    std::vector<std::jthread> threads;
    for (unsigned thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (const std::string& query : queries) answers[thread].push_back(told(shared, query));
      });
    }
  }
  for (const auto& of_thread : answers) {
    const bool same = of_thread == expected;
    CHECK(same);
  }
}

}  // namespace
}  // namespace newsidx
