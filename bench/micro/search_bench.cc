// micro/search_bench.cc
//
// Scoring, collecting, and whole queries over the synthetic index without parsing and planning.
// Items of queries are the documents that match, found or passed over.

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "measure.h"
#include "search/collector/top_docs.h"
#include "search/scoring/term_scorer.h"
#include "search/scoring/weights.h"
#include "search/searcher.h"
#include "support/searches.h"
#include "synthetic_index.h"

namespace newsidx::bench {

namespace {

constexpr std::uint64_t kSeed = 6;
constexpr std::size_t kPostings = 8192;

/// The argument is the largest frequency: below 16 scores come from a table.
void score_postings(benchmark::State& state) {
  std::mt19937_64 random(kSeed);
  std::vector<std::uint8_t> norms(kPostings);
  std::vector<std::uint32_t> freqs(kPostings);
  for (std::size_t i = 0; i < kPostings; ++i) {
    norms[i] = static_cast<std::uint8_t>(30 + random() % 40);
    freqs[i] = 1 + static_cast<std::uint32_t>(random() % static_cast<unsigned>(state.range(0)));
  }
  constexpr double kAverage = 300;
  const search::TfTable tf_table({}, kAverage);
  const search::TermScorer scorer(5.0, search::ScoreQuantizer(5.0), tf_table, norms, kAverage,
                                  true);
  check(scorer.score(2, 0) > scorer.score(1, 0) && scorer.score(9, 0) <= scorer.max_score(),
        "scores do not rise with the frequency");
  for (auto _ : state) {
    search::Score sum = 0;
    for (std::uint32_t doc = 0; doc < kPostings; ++doc) sum += scorer.score(freqs[doc], doc);
    benchmark::DoNotOptimize(sum);
  }
  report(state, kPostings);
}
BENCHMARK(score_postings)->Arg(8)->Arg(64);

/// The argument is k. Items are the documents offered, in random order of their scores.
void collect_top(benchmark::State& state) {
  std::mt19937_64 random(kSeed);
  std::vector<search::Score> scores(100 * kPostings);
  for (search::Score& score : scores) score = static_cast<search::Score>(random() >> 34);
  const auto k = static_cast<std::size_t>(state.range(0));
  const auto collect = [&] {
    search::TopDocs top(k);
    search::ScoredBatch batch;
    for (std::uint32_t doc = 0; doc < scores.size(); doc += search::ScoredBatch::kCapacity) {
      batch.size = std::min(search::ScoredBatch::kCapacity, scores.size() - doc);
      std::iota(batch.docs.begin(), batch.docs.end(), doc);
      std::copy_n(scores.begin() + doc, batch.size, batch.scores.begin());
      batch.keep_from(top.threshold());
      top.collect(batch);
    }
    return top.take();
  };
  const auto best = collect();
  std::vector<search::Score> sorted = scores;
  std::sort(sorted.rbegin(), sorted.rend());
  check(best.size() == k && best.front().score == sorted[0] && best.back().score == sorted[k - 1],
        "the best scores");
  for (auto _ : state) benchmark::DoNotOptimize(collect());
  report(state, scores.size());
}
BENCHMARK(collect_top)->Arg(10)->Arg(100)->Arg(1000);

struct Prepared {
  explicit Prepared(const char* query)
      : plan(testing::need(synthetic_index().plan(query))),
        searcher(synthetic_index().segments(), synthetic_index().title_weight(), {}),
        matches(testing::need(testing::search_count(searcher, plan))) {
    check(matches > 0, std::string("nothing matches ") + query);
  }
  query::Plan plan;
  search::Searcher searcher;
  std::uint64_t matches;
};

/// The argument is k.
void rank(benchmark::State& state, const char* query) {
  const Prepared prepared(query);
  const auto k = static_cast<std::size_t>(state.range(0));
  const auto top = [&](Algorithm algorithm) {
    return testing::need(testing::search_top(prepared.searcher, prepared.plan, k, {algorithm}));
  };
  check(top(Algorithm::pruned) == top(Algorithm::exhaustive), "pruning changed the answer");
  for (auto _ : state) benchmark::DoNotOptimize(top(Algorithm::pruned));
  report(state, prepared.matches);
}
BENCHMARK_CAPTURE(rank, term, "hhseventh")->Arg(10)->Arg(1000);
BENCHMARK_CAPTURE(rank, and, "+hhseventh +hhburst")->Arg(10)->Arg(1000);
BENCHMARK_CAPTURE(rank, or, "hhseventh hhburst hhstretch")->Arg(10)->Arg(1000);
BENCHMARK_CAPTURE(rank, phrase, "\"hhall hhseventh\"")->Arg(10)->Arg(1000);
BENCHMARK_CAPTURE(rank, mixed, "+hhseventh hhburst hhstretch")->Arg(10)->Arg(1000);

void count(benchmark::State& state, const char* query) {
  const Prepared prepared(query);
  check(testing::need(testing::search_top(prepared.searcher, prepared.plan, kIndexedArticles,
                                          {Algorithm::exhaustive}))
                .size() == prepared.matches,
        "the count differs from the documents found");
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        testing::need(testing::search_count(prepared.searcher, prepared.plan)));
  }
  report(state, prepared.matches);
}
BENCHMARK_CAPTURE(count, and, "+hhseventh +hhburst");
BENCHMARK_CAPTURE(count, or, "hhseventh hhburst hhstretch");
BENCHMARK_CAPTURE(count, phrase, "\"hhall hhseventh\"");

}  // namespace

}  // namespace newsidx::bench
