// The best documents of one term, whose list is long enough for superblocks.
#include <doctest/doctest.h>

#include <string>

#include "search/searcher.h"
#include "support/random_news.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::search {
namespace {

constexpr std::uint32_t kDocuments = 140'000;  // 1,094 blocks

TEST_CASE("a term of more than a thousand blocks: the best by blocks are those of a full walk") {
  MESSAGE("seed 61");
  testing::Dice dice(61);
  testing::TemporaryFolder folder;
  testing::Articles articles(kDocuments);
  for (std::uint32_t doc = 0; doc < kDocuments; ++doc) {
    articles[doc].id = std::to_string(doc);
    // A few stretches have the better documents; most are alike, so that ties are many.
    const std::uint32_t most = doc / 10'000 % 5 == 3 ? 40 : 3;
    for (std::uint32_t i = dice.below(most); i > 0; --i) articles[doc].body += "oil ";
    articles[doc].body += "oil price";
  }
  testing::write_index(folder.file("index"), {articles}, {"plain", 1});
  testing::OpenedIndex index(folder.file("index"));
  const Searcher searcher(index.segments(), 1, {});
  const query::Plan plan = testing::need(index.plan("oil"));
  for (const std::size_t k : {1u, 10u, 127u, 1'000u, 10'000u}) {
    CAPTURE(k);
    const auto pruned = testing::need(searcher.top(plan, k, Algorithm::pruned, {}));
    const auto walked = testing::need(searcher.top(plan, k, Algorithm::exhaustive, {}));
    CHECK(pruned.size() == k);
    const bool agree = pruned == walked;
    CHECK(agree);
  }
}

}  // namespace
}  // namespace newsidx::search
