// A search that is told to end, wherever it is: it asks often enough, does little afterwards, and
// what it has found until then is true. No time is measured: the deadline passes at a question.
#include <doctest/doctest.h>

#include <algorithm>

#include "search/searcher.h"
#include "support/counting_clock.h"
#include "support/searches.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::search {
namespace {

using testing::CountingClock;
using testing::need;

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

constexpr std::size_t kArticles = 6;
constexpr std::size_t kTokens = 18'000;

// Articles in which phrases take long: most of their places begin one. Some have compounds.
struct Fixture {
  Fixture() {
    testing::Articles articles;
    for (std::size_t i = 0; i < kArticles; ++i) {
      Article article;
      article.id = std::to_string(i);
      article.body = repeated("xa ", kTokens) + (i % 3 == 0 ? "xb" : "xa-xb xc") + " oil";
      if (i % 4 == 1) article.body += " xd";
      articles.push_back(std::move(article));
    }
    const auto half = articles.begin() + kArticles / 2;
    testing::write_index(folder.file("index"), {{articles.begin(), half}, {half, articles.end()}},
                         {"news", 2});
    index.emplace(folder.file("index"));
  }
  [[nodiscard]] Searcher searcher() const {
    return {index->segments(), index->title_weight(), Bm25Parameters{}};
  }
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
};

std::string phrase(const std::string& word, std::size_t words, const std::string& end = "") {
  return '"' + repeated(word + ' ', words) + end + '"';
}

TEST_CASE("a phrase asks within a document, in proportion to what it looks at") {
  Fixture fixture;
  const Searcher searcher = fixture.searcher();
  for (const std::string& text : {phrase("xa", 100), phrase("xa", 100, "xa-xb")}) {
    const query::Plan plan = need(fixture.index->plan(text));
    CountingClock clock;
    const CancellationToken never({}, clock.deadline_never(), CountingClock::now);
    CHECK(need(testing::search_count(searcher, plan, {}, never)) > 0);
    const std::uint64_t places = kArticles * kTokens * 100;
    CHECK(clock.questions() > places / PacedCancellation::kWorkPerQuestion / 2);
  }
}

TEST_CASE("who is late does little more, and has found nothing that is not true") {
  Fixture fixture;
  const Searcher searcher = fixture.searcher();
  const std::string row = phrase("xa", 5);
  for (const std::string& text :
       {row, "oil -" + phrase("xa", 3, "xb"), "oil " + row, "+oil +" + row,
        "+oil " + phrase("xa", 3, "xb"), "+oil -" + phrase("xa", 3, "xa-xb"), "body:" + row,
        "+oil -body:" + row, "(oil xd) -(" + row + " xd)", "+(" + row + " xd) +oil"}) {
    CAPTURE(text);
    const query::Plan plan = need(fixture.index->plan(text));
    const auto all = need(testing::search_top(searcher, plan, 100, {Algorithm::exhaustive}));
    for (const Algorithm algorithm : {Algorithm::pruned, Algorithm::exhaustive}) {
      for (std::uint64_t question = 1;; question += 1 + question / 2) {
        CountingClock clock;
        const CancellationToken late({}, clock.deadline_at(question), CountingClock::now);
        const auto found = need(testing::search_both(searcher, plan, 5, {algorithm}, late));
        if (!late.timed_out()) {
          CHECK(found.count == all.size());
          CHECK(question > 3);
          break;
        }
        CHECK(clock.questions() < question + 12);
        for (const RankedDoc& doc : found.docs) {
          const bool is_true = std::find(all.begin(), all.end(), doc) != all.end();
          REQUIRE(is_true);
        }
      }
    }
  }
}

TEST_CASE("an explanation ends when it is told to") {
  Fixture fixture;
  const Searcher searcher = fixture.searcher();
  const query::Plan plan = need(fixture.index->plan("oil " + phrase("xa", 100)));
  for (const std::uint64_t question : {1u, 2u, 5u, 100u}) {
    CountingClock clock;
    const CancellationToken late({}, clock.deadline_at(question), CountingClock::now);
    const auto explained = searcher.explain(plan, 0, 0, late);
    REQUIRE_FALSE(explained);
    CHECK(late.timed_out(explained.error()));
    CHECK(clock.questions() < question + 4);
  }
  CHECK(need(searcher.explain(plan, 0, 0)).matched);
}

}  // namespace
}  // namespace newsidx::search
