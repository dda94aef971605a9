// A writer against a brute-force twin: random adds, replacements, removals, commits, rollbacks,
// merges and reopenings; after each commit a reader that is refreshed, and handles that were kept
// from before, find what the twin says. At the end all is merged: counts and scores are those of a
// fresh build.
//
// NEWSIDX_SEED: another history; NEWSIDX_STEPS: a longer one.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/environment.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

constexpr std::uint32_t kWords = 30;
constexpr std::uint32_t kIds = 250;
constexpr std::size_t kKept = 4;  // older handles

std::string word(std::uint32_t number) { return "w" + std::to_string(number); }

// Words of the plain analyser; the first ones are the most frequent.
Article random_article(testing::Dice& dice, std::uint32_t id) {
  Article article;
  article.id = "id-" + std::to_string(id);
  for (std::uint32_t i = 0, count = 1 + dice.below(30); i < count; ++i) {
    article.body += (i == 0 ? "" : " ") + word(std::min(dice.below(kWords), dice.below(kWords)));
  }
  article.title = word(dice.below(kWords));
  return article;
}

using Twin = std::map<std::string, Article>;  // by id

bool has(const Article& article, const std::string& phrase) {
  const auto is_in = [&](const std::string& text) {
    return (' ' + text + ' ').find(' ' + phrase + ' ') != std::string::npos;
  };
  return is_in(article.title) || is_in(article.body);
}

std::set<std::string> ids_with(const Twin& twin, const std::string& phrase) {
  std::set<std::string> ids;
  for (const auto& [id, article] : twin) {
    if (has(article, phrase)) ids.insert(id);
  }
  return ids;
}

void check_query(const Index& index, const Twin& twin, const std::string& phrase) {
  CAPTURE(phrase);
  const std::string query = '"' + phrase + '"';
  const auto matches = index.matches(query);
  if (!matches) FAIL(matches.error().to_string());
  std::set<std::string> found;
  for (const DocumentRef& ref : *matches) found.insert(index.article(ref).value().id);
  const bool is_same = found == ids_with(twin, phrase);
  CHECK(is_same);
  CHECK(index.count(query).value() == found.size());
  SearchOptions options;
  options.limit = 5;
  const auto pruned = index.rank(query, options);
  options.algorithm = Algorithm::exhaustive;
  CHECK(pruned->places == index.rank(query, options)->places);
  CHECK(pruned->total == found.size());
}

void check(const Index& index, const Twin& twin, testing::Dice& dice) {
  CHECK(index.stats()->articles == twin.size());
  CHECK(index.count("*").value() == twin.size());
  for (int i = 0; i < 3; ++i) {
    const std::string first = word(dice.below(kWords));
    check_query(index, twin, first);
    check_query(index, twin, first + ' ' + word(dice.below(3)));
  }
  for (int i = 0; i < 3; ++i) {
    const std::string id = "id-" + std::to_string(dice.below(kIds));
    const auto article = index.article(id);
    CHECK(article.has_value() == twin.contains(id));
    if (article) CHECK(*article == twin.at(id));
  }
}

// Scores by id of what has one of three words.
std::map<std::string, double> scores(const Index& index) {
  SearchOptions options;
  options.limit = kIds;
  options.snippets = false;
  std::map<std::string, double> scores;
  const Answer answer = index.search("w0 w5 w9", options).value();
  for (const Hit& hit : answer.hits) scores[hit.id] = hit.score;
  return scores;
}

class History {
 public:
  History(std::string path, std::uint64_t seed, bool in_background)
      : path_(std::move(path)), dice_(seed), in_background_(in_background) {}

  void start(const BuildOptions& options) {
    for (std::uint32_t id = 0; id < kIds / 2; ++id) {
      committed_["id-" + std::to_string(id)] = random_article(dice_, id);
    }
    auto next = committed_.begin();
    REQUIRE(build(
        [&]() -> std::optional<Article> {
          return next == committed_.end() ? std::nullopt : std::optional((next++)->second);
        },
        options));
    now_ = committed_;
    open();
    index_ = Index::open(path_).value();
  }

  void step() {
    const std::uint32_t what = dice_.below(100);
    if (what < 65) {
      Article article = random_article(dice_, dice_.below(kIds));
      REQUIRE(writer_->add(article));
      now_[article.id] = article;
    } else if (what < 78) {
      const std::string id = "id-" + std::to_string(dice_.below(kIds));
      REQUIRE(writer_->remove(id));
      now_.erase(id);
    } else if (what < 80) {
      const std::string query = word(kWords - 1 - dice_.below(5));
      const std::size_t removed =
          std::erase_if(now_, [&](const auto& each) { return has(each.second, query); });
      CHECK(writer_->remove_matching(query).value() == removed);
    } else if (what < 94) {
      commit();
    } else if (what < 96) {
      writer_->rollback();
      now_ = committed_;
    } else if (what < 98) {
      REQUIRE(writer_->merge(dice_.one_in(3)));
      committed_ = now_;
      look();
    } else {
      writer_.reset();  // which gives up what was not committed
      now_ = committed_;
      open();
    }
  }

  void finish(const std::string& fresh_path, const BuildOptions& options) {
    commit();
    REQUIRE(writer_->merge(true));
    look();
    CHECK(index_->check()->problems.empty());
    auto next = committed_.begin();
    BuildOptions fresh = options;
    fresh.index_path = fresh_path;
    REQUIRE(build(
        [&]() -> std::optional<Article> {
          return next == committed_.end() ? std::nullopt : std::optional((next++)->second);
        },
        fresh));
    CHECK(scores(*index_) == scores(Index::open(fresh_path).value()));
  }

 private:
  void open() {
    WriterOptions options;
    options.memory_bytes = 32u << 20;
    options.threads = 1 + dice_.below(2);
    options.merges_in_background = in_background_;
    auto writer = IndexWriter::open(path_, options);
    if (!writer) FAIL(writer.error().to_string());
    writer_ = *std::move(writer);
  }

  void commit() {
    const auto report = writer_->commit();
    if (!report) FAIL(report.error().to_string());
    CHECK(committed_.size() + report->added - report->replaced - report->deleted == now_.size());
    committed_ = now_;
    look();
  }

  void look() {
    const auto index = index_->refresh();
    if (!index) FAIL(index.error().to_string());
    index_ = *index;
    check(*index_, committed_, dice_);
    CHECK(index_->stats()->segments <= 15);
    for (const auto& [kept, twin] : kept_) check(kept, twin, dice_);
    if (!dice_.one_in(4)) return;
    kept_.emplace_back(*index_, committed_);
    if (kept_.size() > kKept) kept_.pop_front();
  }

  std::string path_;
  testing::Dice dice_;
  bool in_background_;
  Twin committed_;
  Twin now_;
  std::optional<IndexWriter> writer_;
  std::optional<Index> index_;
  std::deque<std::pair<Index, Twin>> kept_;
};

TEST_CASE("a writer does what its twin does") {
  const std::uint64_t seed = testing::number_of("NEWSIDX_SEED", 15);
  const std::uint64_t steps = testing::number_of("NEWSIDX_STEPS", 400);
  MESSAGE("seed " << seed << ", steps " << steps);
  const testing::TemporaryFolder folder;
  BuildOptions options;
  options.index_path = folder.file("index");
  options.analyzer = "plain";
  options.threads = 1;
  options.bigrams = 0;
  bool in_background = true;
  SUBCASE("with merges in the background") {}
  SUBCASE("with merges by commits") { in_background = false; }
  SUBCASE("with pairs, in another order") {
    options.bigrams = 8;
    options.reorder = true;
  }
  History history(options.index_path, seed, in_background);
  history.start(options);
  for (std::uint64_t i = 0; i < steps; ++i) history.step();
  history.finish(folder.file("fresh"), options);
}

// Each transaction replaces the articles of one number: a reader finds all of one, or all of the
// next, and never parts of two.
TEST_CASE("readers beside threads that add and a thread that commits see whole transactions") {
  constexpr std::uint64_t kArticles = 6;
  const std::uint64_t commits = testing::number_of("NEWSIDX_STEPS", 40);
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  WriterOptions options;
  options.memory_bytes = 32u << 20;
  options.threads = 2;
  options.analyzer = "plain";
  auto writer = IndexWriter::open(path, options);
  REQUIRE(writer);
  const auto add = [&](std::uint64_t transaction, std::uint64_t number) {
    Article article;
    article.id = "id-" + std::to_string(number);
    article.title = "all t" + std::to_string(transaction);
    return writer->add(std::move(article)).has_value();
  };
  for (std::uint64_t i = 0; i < kArticles; ++i) REQUIRE(add(0, i));
  REQUIRE(writer->commit());

  std::atomic<bool> is_done = false;
  std::atomic<std::uint64_t> faults = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      Index index = Index::open(path).value();
      while (!is_done) {
        const auto newest = index.refresh();
        if (!newest || newest->generation() < index.generation()) ++faults;
        if (!newest) continue;
        index = *newest;
        const auto answer = index.search("all", {.limit = 2 * kArticles});
        const bool is_whole = answer && answer->total == kArticles &&
                              std::ranges::all_of(answer->hits, [&](const Hit& hit) {
                                return hit.title.text == answer->hits[0].title.text;
                              });
        if (!is_whole) ++faults;
      }
    });
  }
  for (std::uint64_t transaction = 1; transaction <= commits; ++transaction) {
    {
      std::vector<std::jthread> adders;
      for (std::uint64_t half = 0; half < 2; ++half) {
        adders.emplace_back([&, half] {
          for (std::uint64_t i = half; i < kArticles; i += 2) {
            if (!add(transaction, i)) ++faults;
          }
        });
      }
    }
    const auto report = writer->commit();
    if (!report || report->added != kArticles || report->replaced != kArticles) ++faults;
  }
  is_done = true;
  readers.clear();
  CHECK(faults == 0);
  REQUIRE(writer->merge(true));
  CHECK(Index::open(path)->check()->problems.empty());
}

}  // namespace
}  // namespace newsidx
