// micro/analysis_bench.cc: text to tokens, and words to stems.

#include <string>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/stemmer.h"
#include "measure.h"
#include "synthetic_index.h"

namespace newsidx::bench {

namespace {

using analysis::AnalyzerKind;

class Counter : public analysis::TokenSink {
 public:
  void accept(const analysis::Token& token) override {
    ++tokens;
    term_bytes += token.term.size();
  }
  std::uint64_t tokens = 0;
  std::uint64_t term_bytes = 0;
};

/// Items are tokens. The word caches are warm, as they are but for the first articles of a build.
void tokenize(benchmark::State& state, AnalyzerKind kind) {
  auto analyzer = testing::need(analysis::Analyzer::create({kind, "english"}));
  const std::string& text = news_text();
  Counter first;
  const std::uint32_t positions = analyzer.analyze(text, "en", first);
  Counter again;
  check(positions > 0 && analyzer.analyze(text, "en", again) == positions &&
            first.tokens == again.tokens && first.term_bytes == again.term_bytes,
        "tokens differ when a text is analysed again");
  for (auto _ : state) {
    Counter counter;
    analyzer.analyze(text, "en", counter);
    benchmark::DoNotOptimize(counter.term_bytes);
  }
  report(state, first.tokens, text.size());
}
BENCHMARK_CAPTURE(tokenize, news, AnalyzerKind::news);
BENCHMARK_CAPTURE(tokenize, plain, AnalyzerKind::plain);

class Words : public analysis::TokenSink {
 public:
  void accept(const analysis::Token& token) override {
    words.emplace_back(token.term);
    bytes += token.term.size();
  }
  std::vector<std::string> words;
  std::uint64_t bytes = 0;
};

/// Items are words as they stand in news, frequent ones often.
void stem(benchmark::State& state) {
  auto analyzer = testing::need(analysis::Analyzer::create({AnalyzerKind::plain, "english"}));
  Words text;
  analyzer.analyze(news_text(), "en", text);
  analysis::Stemmer stemmer("english");
  check(stemmer.stem("evacuations") == "evacu", "the stem of evacuations");
  for (auto _ : state) {
    for (const std::string& word : text.words) benchmark::DoNotOptimize(stemmer.stem(word));
  }
  report(state, text.words.size(), text.bytes);
}
BENCHMARK(stem);

}  // namespace

}  // namespace newsidx::bench
