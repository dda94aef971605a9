#include "search/explain.h"

#include <doctest/doctest.h>

#include "search/searcher.h"
#include "support/searches.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::search {
namespace {

Article article(std::string id, std::string title, std::string body) {
  Article article;
  article.id = std::move(id);
  article.title = std::move(title);
  article.body = std::move(body);
  article.keywords = {{"topics", "crude"}};
  return article;
}

struct Fixture {
  Fixture() {
    testing::write_index(folder.file("index"),
                         {{article("a", "Oil prices", "The cease-fire holds. Oil oil rose."),
                           article("b", "", "Gold prices fell.")},
                          {article("c", "Oil", "Oil and gold and oil prices.")}},
                         {});
    index.emplace(folder.file("index"));
  }
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
};

bool mentions(const Explanation& explanation, const std::string& text) {
  if (explanation.description.find(text) != std::string::npos) return true;
  for (const Explanation& detail : explanation.details) {
    if (mentions(detail, text)) return true;
  }
  return false;
}

TEST_CASE("the root's value is the score of the hit, whatever the query") {
  Fixture fixture;
  const Searcher searcher(fixture.index->segments(), 2, {});
  for (const char* text :
       {"oil", "oil gold", "+oil +prices gold", "\"oil prices\"", "cease-fire", "\"the ceasefire\"",
        "title:oil^3", "body:oil^2", "body:(prices \"oil rose\")", "o*", "*", "topics:crude",
        "oil -nowhere", "(oil gold)^2 (+prices -fell)"}) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = testing::need(fixture.index->plan(text));
    const auto hits = testing::need(testing::search_top(searcher, plan, 10));
    CHECK(!hits.empty());
    for (const RankedDoc& hit : hits) {
      const Explanation explanation = testing::need(searcher.explain(plan, hit.segment, hit.doc));
      CHECK(explanation.matched);
      CHECK(explanation.value == hit.score);
    }
  }
}

TEST_CASE("a term's value is the product of its details") {
  Fixture fixture;
  const Searcher searcher(fixture.index->segments(), 2, {});
  const query::Plan plan = testing::need(fixture.index->plan("oil^2"));
  const Explanation explanation = testing::need(searcher.explain(plan, 0, 0));
  REQUIRE(explanation.details.size() == 3);
  CHECK(explanation.value ==
        doctest::Approx(explanation.details[0].value * explanation.details[1].value *
                        explanation.details[2].value)
            .epsilon(1e-5));
  CHECK(mentions(explanation, "freq = 4"));  // one in the title counts for two
}

TEST_CASE("a phrase starts once where its rarest word stands twice in one place") {
  // "of-fed" is "of" as a part, and as the stem of "offed".
  const testing::TemporaryFolder folder;
  testing::write_index(
      folder.file("index"),
      {{article("a", "", "the of-fed"), article("b", "", "the rest"), article("c", "", "the end")}},
      {});
  testing::OpenedIndex index(folder.file("index"));
  const Searcher searcher(index.segments(), 2, {});
  const query::Plan plan = testing::need(index.plan("\"the of\""));
  CHECK(mentions(testing::need(searcher.explain(plan, 0, 0)), "freq = 1"));
}

TEST_CASE("an article that does not match says so") {
  Fixture fixture;
  const Searcher searcher(fixture.index->segments(), 2, {});
  for (const char* text : {"oil", "\"prices gold\"", "prices -gold", "+gold +oil", "nowhere"}) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = testing::need(fixture.index->plan(text));
    const Explanation explanation = testing::need(searcher.explain(plan, 0, 1));
    CHECK(!explanation.matched);
    CHECK(explanation.value == 0);
    CHECK(mentions(explanation, "no match"));
  }
}

}  // namespace
}  // namespace newsidx::search
