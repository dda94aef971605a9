// The best documents of one very long list, whose good documents stand in a few stretches.
#include <doctest/doctest.h>

#include <string>

#include "search/searcher.h"
#include "support/random_news.h"
#include "support/searches.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::search {
namespace {

constexpr std::uint32_t kDocuments = 140'000;  // 1,094 blocks

testing::Articles uneven_articles() {
  testing::Dice dice(61);
  testing::Articles articles(kDocuments);
  for (std::uint32_t doc = 0; doc < kDocuments; ++doc) {
    articles[doc].id = std::to_string(doc);
    // A few stretches have the best documents; the others differ, too, and ties are many.
    const std::uint32_t most = doc / 10'000 % 5 == 3 ? 40 : 1 + doc / 1'000 % 7;
    for (std::uint32_t i = dice.below(most); i > 0; --i) articles[doc].body += "oil ";
    // The rare word ends a block that is good in front; the next time it comes, far behind, better
    // documents without it have been passed.
    articles[doc].body += doc == 7'039 || doc == 45'000 ? "oil barrel" : "oil price";
  }
  return articles;
}

TEST_CASE("the best by blocks, superblocks and stretches are those of a full walk") {
  MESSAGE("seed 61");
  testing::TemporaryFolder folder;
  testing::write_index(folder.file("index"), {uneven_articles()}, {"plain", 1});
  testing::OpenedIndex index(folder.file("index"));
  const Searcher searcher(index.segments(), 1, {});
  for (const char* text :
       {"oil", "+oil barrel", "+oil barrel price", "oil barrel", "+oil -barrel"}) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = testing::need(index.plan(text));
    for (const std::size_t k : {1u, 10u, 127u, 1'000u, 10'000u}) {
      CAPTURE(k);
      const auto pruned = testing::need(testing::search_top(searcher, plan, k));
      const auto walked =
          testing::need(testing::search_top(searcher, plan, k, {Algorithm::exhaustive}));
      CHECK(pruned.size() == k);
      const bool agree = pruned == walked;
      CHECK(agree);
    }
  }
}

}  // namespace
}  // namespace newsidx::search
