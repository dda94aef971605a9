// micro/present_bench.cc: the passage that is shown of an article. Items are articles.

#include <vector>

#include "analysis/analyzer.h"
#include "measure.h"
#include "present/highlighter.h"
#include "synthetic_index.h"

namespace newsidx::bench {

namespace {

constexpr std::uint32_t kSnippetChars = 240;

/// The argument is the length of the article in characters.
void snippet(benchmark::State& state) {
  auto analyzer =
      testing::need(analysis::Analyzer::create({analysis::AnalyzerKind::news, "english"}));
  std::vector<search::HighlightTerm> patterns;
  for (auto& word : analysis::analyze_query(analyzer, "government people", {"english"}, false)) {
    patterns.emplace_back().slots.push_back(std::move(word));
  }
  present::Highlighter highlighter(analyzer, patterns);
  const std::string body = news_text().substr(0, static_cast<std::size_t>(state.range(0)));
  const MarkedText passage = highlighter.passage(body, "en", kSnippetChars);
  check(!passage.text.empty() && !passage.marks.empty(), "a passage without marks");
  for (auto _ : state) {
    benchmark::DoNotOptimize(highlighter.passage(body, "en", kSnippetChars));
  }
  report(state, 1, body.size());
}
BENCHMARK(snippet)->Arg(3'000)->Arg(30'000);

}  // namespace

}  // namespace newsidx::bench
