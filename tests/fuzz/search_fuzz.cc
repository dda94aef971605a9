// Any text as a query to a small index of several segments, with pairs and deleted documents:
// refused with a message, or an answer that is the same by pruning and by looking at every
// document, with one thread and with several, with and without counting; and explained with the
// same score.
#include <optional>
#include <string>

#include "base/thread_pool.h"
#include "fuzz.h"
#include "search/searcher.h"
#include "support/random_news.h"
#include "support/searches.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

using namespace newsidx;
using search::RankedDoc;
using testing::need;

namespace {

constexpr std::size_t kAllDocs = 10'000;  // more than the index has

struct Fixture {
  Fixture() {
    testing::RandomNews news(7, 60, true);  // words come often: most queries find something
    testing::write_index(folder.file("index"),
                         {news.articles(0, 300), news.articles(300, 129), news.articles(429, 1)},
                         {"news", 2, {20}});
    index.emplace(folder.file("index"));
    for (const segment::SegmentReader* segment : index->segments()) {
      deleted.emplace_back((segment->document_count() + 63) / 64);
      for (std::uint32_t doc = 0; doc < segment->document_count(); doc += 5) {
        deleted.back()[doc / 64] |= std::uint64_t{1} << (doc % 64);
      }
    }
  }

  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
  std::vector<std::vector<std::uint64_t>> deleted;
  ThreadPool helpers;
};

std::vector<RankedDoc> first(const std::vector<RankedDoc>& docs, std::size_t count) {
  return {docs.begin(), docs.begin() + static_cast<std::ptrdiff_t>(std::min(count, docs.size()))};
}

void check_plan(const search::Searcher& searcher, const query::Plan& plan, ThreadPool& helpers) {
  const search::ParallelOptions both{.helpers = &helpers,
                                     .threads = 2,
                                     .min_cost = 0,
                                     .range_docs = 64,
                                     .solo_time = std::chrono::microseconds(0)};
  const auto all = need(testing::search_top(searcher, plan, kAllDocs, {Algorithm::exhaustive}));
  NEWSIDX_CHECK(need(testing::search_count(searcher, plan)) == all.size());
  NEWSIDX_CHECK(need(testing::search_count(searcher, plan, {.parallel = both})) == all.size());
  for (const std::size_t k : {1u, 10u}) {
    NEWSIDX_CHECK(need(testing::search_top(searcher, plan, k)) == first(all, k));
    NEWSIDX_CHECK(need(testing::search_top(searcher, plan, k, {.parallel = both})) ==
                  first(all, k));
    const auto counted = need(testing::search_both(searcher, plan, k));
    NEWSIDX_CHECK(counted.docs == first(all, k) && counted.count == all.size());
  }
  for (const RankedDoc& doc : first(all, 1)) {
    const Explanation explanation = need(searcher.explain(plan, doc.segment, doc.doc));
    NEWSIDX_CHECK(explanation.matched && explanation.value == doc.score);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Fixture fixture;
  const fuzz::TimeLimit limit;
  const auto plan = fixture.index->plan(fuzz::text(data, size));
  if (!plan) {
    NEWSIDX_CHECK(!plan.error().to_string().empty());
    NEWSIDX_CHECK(plan.error().code != ErrorCode::corruption &&
                  plan.error().code != ErrorCode::internal);
    return 0;
  }
  const auto& segments = fixture.index->segments();
  const unsigned title_weight = fixture.index->title_weight();
  check_plan(search::Searcher(segments, title_weight, {}), *plan, fixture.helpers);
  check_plan(search::Searcher(segments, title_weight, {0.9f, 0.4f},
                              {fixture.deleted.begin(), fixture.deleted.end()}),
             *plan, fixture.helpers);
  return 0;
}
