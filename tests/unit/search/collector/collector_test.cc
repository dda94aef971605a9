// Collectors of other kinds than those of the project: that a new one is shown what it asks for,
// whatever the query, by one thread and by several.
#include "search/collector/collector.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "search/searcher.h"
#include "support/random_news.h"
#include "support/searches.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::search {
namespace {

using testing::need;

// The numbers of all documents that match.
class AllMatches final : public MatchCollector {
 public:
  Status start_segment(const SegmentContext& context) override {
    first_document_ = context.first_document;
    return {};
  }
  void collect(std::uint32_t begin, const MatchWindow& window) override {
    window.for_each([&](std::uint32_t i) { documents_.push_back(first_document_ + begin + i); });
  }
  void collect_count(std::uint64_t) override { FAIL("documents were asked for"); }
  std::unique_ptr<MatchCollector> fork() override { return std::make_unique<AllMatches>(); }
  void merge(MatchCollector& other) override {
    const auto& documents = static_cast<AllMatches&>(other).documents_;
    documents_.insert(documents_.end(), documents.begin(), documents.end());
  }
  std::vector<std::uint32_t> sorted() {
    std::sort(documents_.begin(), documents_.end());
    return documents_;
  }

 private:
  std::uint32_t first_document_ = 0;
  std::vector<std::uint32_t> documents_;
};

// The scores of all documents: one that never prunes.
class AllScores final : public ScoreCollector {
 public:
  Status start_segment(const SegmentContext& context) override {
    first_document_ = context.first_document;
    return {};
  }
  void collect(const ScoredBatch& batch) override {
    for (std::size_t i = 0; i < batch.size; ++i) {
      const bool is_new = scores_.emplace(first_document_ + batch.docs[i], batch.scores[i]).second;
      CHECK(is_new);
    }
  }
  std::unique_ptr<ScoreCollector> fork() override { return std::make_unique<AllScores>(); }
  void merge(ScoreCollector& other) override {
    scores_.merge(static_cast<AllScores&>(other).scores_);
  }
  [[nodiscard]] const std::map<std::uint32_t, Score>& scores() const { return scores_; }

 private:
  std::uint32_t first_document_ = 0;
  std::map<std::uint32_t, Score> scores_;
};

testing::Articles random_articles(testing::Dice& dice, std::uint32_t first, std::uint32_t count) {
  testing::Articles articles(count);
  for (Article& article : articles) {
    article.id = std::to_string(first++);
    if (dice.one_in(4)) article.title = "half third";
    for (std::uint32_t i = dice.below(3); i > 0; --i) article.body += "half ";
    if (dice.one_in(3)) article.body += "third ";
    if (dice.one_in(50)) article.body += "rare ";
    article.body += "filler";
  }
  return articles;
}

TEST_CASE("collectors of all matches and of all scores are shown each document once") {
  MESSAGE("seed 36");
  testing::Dice dice(36);
  const testing::TemporaryFolder folder;
  testing::write_index(folder.file("index"),
                       {random_articles(dice, 0, 20'000), random_articles(dice, 20'000, 3'000)},
                       {"plain", 1});
  testing::OpenedIndex index(folder.file("index"));
  const Searcher searcher(index.segments(), 1, {});
  ThreadPool helpers;
  const ParallelOptions parallel{.helpers = &helpers,
                                 .threads = 3,
                                 .min_cost = 0,
                                 .range_docs = 1'024,
                                 .solo_time = std::chrono::microseconds(0)};
  for (const char* text :
       {"half", "half third rare", "+half +third", "+half third rare", "\"half third\"",
        "half third -rare", "+half -third", "body:half", "*", "* -half", "+rare +half", "nowhere",
        "+(half rare) +third", "\"half third\" rare"}) {
    const std::string shown = text;
    CAPTURE(shown);
    const query::Plan plan = need(index.plan(text));
    TopDocs top(100'000);
    need(searcher.search(plan, {.scores = &top}, {}, {Algorithm::exhaustive}));
    std::vector<std::uint32_t> documents;
    std::map<std::uint32_t, Score> scores;
    for (const ScoredDoc& doc : top.take()) {
      documents.push_back(doc.document);
      scores.emplace(doc.document, doc.score);
    }
    std::sort(documents.begin(), documents.end());
    for (const ParallelOptions& threads : {ParallelOptions(), parallel}) {
      AllMatches matches;
      need(searcher.search(plan, {.matches = &matches}, {}, {.parallel = threads}));
      CHECK(matches.sorted() == documents);
      AllScores all;
      need(searcher.search(plan, {.scores = &all}, {}, {.parallel = threads}));
      CHECK(all.scores() == scores);
      AllMatches beside;
      AllScores both;
      need(searcher.search(plan, {&both, &beside}, {}, {.parallel = threads}));
      CHECK(beside.sorted() == documents);
      CHECK(both.scores() == scores);
    }
  }
}

}  // namespace
}  // namespace newsidx::search
