// newsidx/newsidx_driver.cc
//
// newsidx in the protocol of bench/peers, on its public library alone. The queries of the protocol
// are written in newsidx's own syntax, so their text is passed on as it is. NEWSIDX_THREADS in the
// environment: how many threads share a query (1).

#include <newsidx/newsidx.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>

#include "common/corpus.h"
#include "common/engine.h"
#include "common/live.h"

namespace newsidx::bench {

namespace {

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().to_string());
  return std::move(result).value();
}

void need(const Status& status) {
  if (!status) throw std::runtime_error(status.error().to_string());
}

void build_index(const BuildOrder& order) {
  // newsidx reads files of many kinds: a corpus of another form would be indexed as it is
  if (!CorpusReader(order.corpus).next()) throw std::runtime_error(order.corpus + " is empty");
  BuildOptions options;
  options.index_path = order.folder;
  options.analyzer = "plain";
  options.threads = order.threads;
  options.store_articles = false;
  options.bigrams = order.bigrams;
  options.on_problem = [](const Remark& problem) { std::cerr << problem.to_string() << '\n'; };
  const BuildReport report = need(newsidx::build({order.corpus}, options));
  const std::uint64_t problems =
      report.records_skipped + report.records_repaired + report.records_cut_off + report.superseded;
  if (problems > 0) {
    throw std::runtime_error(order.corpus + ": not indexed as it is: " + std::to_string(problems) +
                             " records were skipped or repaired (see above)");
  }
}

class NewsidxEngine : public Engine {
 public:
  NewsidxEngine(const std::string& folder, Use use)
      : folder_(folder), index_(need(Index::open(folder))), reads_ids_(use == Use::serving) {
    options_.snippets = false;
    const char* const threads = std::getenv("NEWSIDX_THREADS");
    if (threads != nullptr) options_.threads = static_cast<unsigned>(std::stoul(threads));
  }

  std::optional<std::uint64_t> count(std::string_view query) override {
    return need(index_.count(query, options_));
  }

  bool top(std::string_view query, std::uint32_t limit, std::vector<Hit>& hits) override {
    search(query, limit, false, hits);
    return true;
  }

  std::optional<std::uint64_t> top_and_count(std::string_view query, std::uint32_t limit,
                                             std::vector<Hit>& hits) override {
    return search(query, limit, true, hits);
  }

  /// An index keeps the words and the blocks that queries opened. One that was just opened has
  /// none, neither in newsidx nor in RocksDB.
  void forget() override { index_ = need(Index::open(folder_)); }

  /// Goes to the newest generation. @return its articles
  std::uint64_t refresh() {
    index_ = need(index_.refresh());
    return index_.article_count();
  }

 private:
  std::optional<std::uint64_t> search(std::string_view query, std::uint32_t limit, bool counts,
                                      std::vector<Hit>& hits) {
    options_.limit = limit;
    options_.count_total = counts;
    hits.clear();
    if (reads_ids_) {
      const Answer answer = need(index_.search(query, options_));
      for (const newsidx::Hit& hit : answer.hits) {
        hits.push_back({static_cast<std::uint32_t>(std::stoul(hit.id)), hit.score});
      }
      return answer.total;
    }
    const Ranking ranking = need(index_.rank(query, options_));
    for (const Ranking::Place& place : ranking.places)
      hits.push_back({place.document, place.score});
    return ranking.total;
  }

  const std::string folder_;
  Index index_;
  const bool reads_ids_;
  SearchOptions options_;
};

std::unique_ptr<Engine> open_index(const std::string& folder, Use use) {
  return std::make_unique<NewsidxEngine>(folder, use);
}

WriterOptions writer_options() {
  WriterOptions options;
  options.analyzer = "plain";
  options.store_articles = false;
  options.threads = 1;
  options.on_problem = [](const Remark& problem) { std::cerr << problem.to_string() << '\n'; };
  return options;
}

/// One IndexWriter, and an Index that is refreshed.
class LiveNewsidx : public LiveIndex {
 public:
  explicit LiveNewsidx(const std::string& folder)
      : folder_(folder), writer_(need(IndexWriter::open(folder, writer_options()))) {
    // There is an index to read from the first commit on.
    put(UINT32_MAX, "first");
    commit();
    erase(UINT32_MAX);
  }

  void put(std::uint32_t id, std::string_view text) override {
    Article article;
    article.id = std::to_string(id);
    article.body = text;
    need(writer_.add(std::move(article)));
  }
  void erase(std::uint32_t id) override { need(writer_.remove(std::to_string(id))); }
  void commit() override { static_cast<void>(need(writer_.commit())); }

  std::uint64_t refresh() override {
    if (engine_ == nullptr) engine_ = std::make_unique<NewsidxEngine>(folder_, Use::timing);
    return engine_->refresh();
  }
  Engine& engine() override { return *engine_; }

 private:
  const std::string folder_;
  IndexWriter writer_;
  std::unique_ptr<NewsidxEngine> engine_;
};

std::unique_ptr<LiveIndex> open_live(const std::string& folder) {
  return std::make_unique<LiveNewsidx>(folder);
}

}  // namespace

}  // namespace newsidx::bench

int main(int argc, char** argv) {
  using namespace newsidx::bench;
  const Driver driver{"newsidx " + std::string(newsidx::version()),
                      build_index,
                      open_index,
                      /*has_bigrams=*/true,
                      /*remembers=*/true,
                      open_live};
  return run_driver(driver, argc, argv);
}
