// Several threads on one query: that they give what one gives is tests/model/long_lists_test.cc's;
// here is what else can happen to them.
#include "search/parallel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "search/operator/operators.h"
#include "search/searcher.h"
#include "segment/field.h"
#include "storage/keys.h"
#include "storage/write_store.h"
#include "support/random_news.h"
#include "support/searches.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"
#include "unit/segment/small_segment.h"

namespace newsidx::search {
namespace {

using namespace std::chrono_literals;
using testing::Dice;
using testing::need;

const char* const kQueries[] = {"half",
                                "half third fifth",
                                "+half +third",
                                "+half third fifth",
                                "\"half third\"",
                                "half third -fifth",
                                "body:half",
                                "body:\"half third\" -body:third",
                                "+(half third) \"third fifth\"",
                                "* -half"};

testing::Articles random_articles(Dice& dice, std::uint32_t first, std::uint32_t count) {
  testing::Articles articles(count);
  for (Article& article : articles) {
    article.id = std::to_string(first++);
    if (dice.one_in(3)) article.title = "half third";
    for (std::uint32_t i = dice.below(3); i > 0; --i) article.body += "half ";
    if (dice.one_in(3)) article.body += "third ";
    if (dice.one_in(5)) article.body += "third fifth ";
    for (std::uint32_t i = dice.below(20); i > 0; --i) article.body += "filler ";
  }
  return articles;
}

// An index of three segments; tests that damage it make one of their own.
struct Fixture {
  explicit Fixture(std::uint64_t seed) : dice(seed) {
    testing::write_index(folder.file("index"),
                         {random_articles(dice, 0, 25'000), random_articles(dice, 25'000, 6'000),
                          random_articles(dice, 31'000, 10)},
                         {"plain", 1});
    open();
  }
  void open() { index.emplace(folder.file("index")); }
  [[nodiscard]] Searcher searcher() const { return Searcher(index->segments(), 1, {}); }

  testing::TemporaryFolder folder;
  Dice dice;
  std::optional<testing::OpenedIndex> index;
  ThreadPool helpers;
};

Fixture& fixture() {
  static Fixture instance(41);
  return instance;
}

// So that small data has many tasks, and helpers have some of them.
ParallelOptions with_threads(Fixture& of, unsigned threads) {
  return {.helpers = &of.helpers,
          .threads = threads,
          .min_cost = 0,
          .range_docs = 1'024,
          .solo_time = 0us};
}

TEST_CASE("tasks cover all documents once, in order") {
  const auto& segments = fixture().index->segments();
  for (const std::uint32_t range_docs : {64u, 1'000u * 64, 4'096u, 16'384u}) {
    CAPTURE(range_docs);
    const std::vector<Task> tasks = tasks_of(segments, range_docs);
    auto at = tasks.begin();
    for (std::size_t segment = 0; segment < segments.size(); ++segment) {
      std::uint32_t next = 0;
      for (; at != tasks.end() && at->segment == segment; ++at) {
        REQUIRE(at->docs.begin == next);
        REQUIRE(at->docs.begin % 64 == 0);
        REQUIRE(at->docs.end - at->docs.begin <= range_docs);
        next = at->docs.end;
      }
      CHECK(next == segments[segment]->document_count());
    }
    CHECK(at == tasks.end());
  }
}

TEST_CASE("each task is done once, and the first failure in order is told") {
  MESSAGE("seed 42");
  Dice dice(42);
  ThreadPool helpers;
  for (int round = 0; round < 200; ++round) {
    const ParallelOptions parallel{
        .helpers = &helpers, .threads = 1 + dice.below(4), .solo_time = 0us};
    const std::size_t task_count = dice.below(40);
    std::vector<bool> fails(task_count);
    for (std::size_t task = 0; task < task_count; ++task) fails[task] = dice.one_in(30);
    const auto first = std::find(fails.begin(), fails.end(), true);
    std::vector<std::atomic<int>> done(task_count);
    std::vector<std::size_t> last(parallel.threads, 0);
    std::atomic<bool> in_order = true;
    const Status status = run_tasks(task_count, parallel, [&](unsigned worker, std::size_t task) {
      ++done[task];
      if (task < last[worker]) in_order = false;
      last[worker] = task;
      return fails[task] ? Status(fail(ErrorCode::io, std::to_string(task))) : Status();
    });
    CHECK(in_order);
    CHECK(status.has_value() == (first == fails.end()));
    if (!status) CHECK(status.error().to_string() == std::to_string(first - fails.begin()));
    for (std::size_t task = 0; task < task_count; ++task) {
      const bool is_needed =
          first == fails.end() || task <= static_cast<std::size_t>(first - fails.begin());
      CHECK((done[task] == 1 || (!is_needed && done[task] == 0)));
    }
  }
}

TEST_CASE("what is rare is little work, whatever stands beside it") {
  const auto work = [](const char* text) {
    return estimated_cost(need(fixture().index->plan(text)).root, 31'010);
  };
  CHECK(work("half") < work("half third"));
  CHECK(work("+half +nowhere") == 0);
  CHECK(work("+fifth +half") < work("+third +half"));
  CHECK(work("\"half fifth\"") == work("\"fifth half\""));
  CHECK(work("*") == 31'010);
}

TEST_CASE("tops of several threads together have what one has, with many ties") {
  MESSAGE("seed 43");
  Dice dice(43);
  for (int round = 0; round < 200; ++round) {
    const std::size_t k = 1 + dice.below(30);
    const std::uint32_t scores = 1 + dice.below(6);
    TopDocs top(k);
    std::vector<std::unique_ptr<ScoreCollector>> forks(1 + dice.below(3));
    for (auto& fork : forks) fork = top.fork();
    TopDocs expected(k);
    ScoredBatch batch;
    for (std::uint32_t begin = 0; begin < 3'000; begin += 50) {
      ScoreCollector& fork = *forks[dice.below(static_cast<std::uint32_t>(forks.size()))];
      fork.refresh_threshold();
      batch.size = 0;
      for (std::uint32_t doc = begin; doc < begin + 50; ++doc) batch.push(doc, dice.below(scores));
      expected.collect(batch);
      batch.keep_from(fork.threshold());
      fork.collect(batch);
    }
    for (const auto& fork : forks) top.merge(*fork);
    CHECK((top.take() == expected.take()));
  }
}

TEST_CASE("who is late answers with documents that he has seen, who is told to stop with none") {
  const Searcher searcher = fixture().searcher();
  for (const char* text : kQueries) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = need(fixture().index->plan(text));
    const auto all = need(testing::search_top(searcher, plan, 100'000, {Algorithm::exhaustive}));
    for (const auto time : {0us, 30us, 100us, 300us, 1'000us}) {
      const CancellationToken late({}, CancellationToken::Clock::now() + time);
      const auto found = need(
          testing::search_both(searcher, plan, 50, {.parallel = with_threads(fixture(), 3)}, late));
      if (!late.timed_out()) CHECK(found.count == all.size());
      for (const RankedDoc& doc : found.docs) {
        REQUIRE(std::find(all.begin(), all.end(), doc) != all.end());
      }
    }
    std::stop_source stop;
    stop.request_stop();
    const auto stopped =
        testing::search_top(searcher, plan, 50, {.parallel = with_threads(fixture(), 3)},
                            CancellationToken(stop.get_token()));
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
  }
}

TEST_CASE("several callers share helpers, and each has his answers") {
  std::vector<std::vector<RankedDoc>> expected;
  std::vector<query::Plan> plans;
  const Searcher searcher = fixture().searcher();
  for (const char* text : kQueries) {
    plans.push_back(need(fixture().index->plan(text)));
    expected.push_back(
        need(testing::search_top(searcher, plans.back(), 20, {Algorithm::exhaustive})));
  }
  std::atomic<unsigned> wrong = 0;
  std::vector<std::jthread> callers;
  for (unsigned caller = 0; caller < 3; ++caller) {
    callers.emplace_back([&, caller] {
      const ParallelOptions parallel = with_threads(fixture(), 2 + caller);
      for (std::size_t i = 0; i < 3 * plans.size(); ++i) {
        const std::size_t at = (i + caller) % plans.size();
        const auto found = testing::search_top(searcher, plans[at], 20, {.parallel = parallel});
        if (!found || *found != expected[at]) ++wrong;
      }
    });
  }
  callers.clear();
  CHECK(wrong == 0);
}

std::string key_of_last_chunk(const segment::SegmentReader& segment, std::string_view term) {
  const auto list = testing::need(segment.find(segment::Field::text, term));
  testing::need(list->load());
  REQUIRE_FALSE(list->entry().is_inline);
  return storage::chunk_key(segment.info().id, list->entry().term_number,
                            list->entry().directory.postings.back().chunk);
}

TEST_CASE("a list that cannot be read is the same error with threads") {
  Fixture damaged(44);
  const std::string key = key_of_last_chunk(*damaged.index->segments()[0], "third");
  damaged.index.reset();
  {
    auto store = testing::need(storage::WriteStore::open(damaged.folder.file("index")));
    segment::rewrite(store, storage::Family::postings, key, "rubbish");
  }
  damaged.open();
  const Searcher searcher = damaged.searcher();
  for (const char* text : {"half third", "+half +third", "\"half third\"", "half -third"}) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = need(damaged.index->plan(text));
    const auto alone = testing::search_top(searcher, plan, 10, {Algorithm::exhaustive});
    REQUIRE_FALSE(alone);
    CHECK(alone.error().code == ErrorCode::corruption);
    for (const unsigned threads : {2u, 3u, 8u}) {
      const ParallelOptions parallel = with_threads(damaged, threads);
      const auto walked =
          testing::search_top(searcher, plan, 10, {Algorithm::exhaustive, parallel});
      REQUIRE_FALSE(walked);
      CHECK(walked.error().to_string() == alone.error().to_string());
      const auto counted = testing::search_both(searcher, plan, 10'000, {.parallel = parallel});
      REQUIRE_FALSE(counted);
      CHECK(counted.error().to_string() == alone.error().to_string());
    }
  }
}

}  // namespace
}  // namespace newsidx::search
