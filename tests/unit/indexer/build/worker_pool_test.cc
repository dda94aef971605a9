#include "indexer/build/worker_pool.h"

#include <doctest/doctest.h>

#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

std::vector<std::unique_ptr<Inverter>> inverters(unsigned count) {
  std::vector<std::unique_ptr<Inverter>> result;
  const auto options = testing::analyzer_options("plain");
  for (unsigned i = 0; i < count; ++i) {
    result.push_back(std::make_unique<Inverter>(testing::need(analysis::Analyzer::create(options)),
                                                options, Inverter::Limits{}));
  }
  return result;
}

Batch batch_of(std::size_t number) {
  Batch batch;
  batch.first_document = static_cast<std::uint32_t>(number);
  // Batches of different sizes are ready in another order than they came.
  std::string body;
  for (std::size_t i = 0; i < number % 7 * 2'000; ++i) body += "word ";
  batch.articles.push_back(make_article(std::to_string(number), "", body));
  return batch;
}

TEST_CASE("results come in the order of the batches") {
  for (const unsigned threads : {1u, 2u, 5u}) {
    CAPTURE(threads);
    WorkerPool pool(inverters(threads), true);
    std::uint32_t expected = 0;
    const auto take_all = [&](bool wait) {
      while (const auto batch = pool.take(wait)) {
        CHECK(batch->stored_articles.size() == 1);
        CHECK(batch->runs.at(0).first_document == expected++);
      }
    };
    for (std::size_t number = 0; number < 60; ++number) {
      pool.submit(batch_of(number));
      if (number % 2 == 0) take_all(false);
    }
    take_all(true);
    CHECK(expected == 60);
  }
}

TEST_CASE("after a stop nothing more is inverted") {
  std::stop_source stop;
  const auto options = testing::analyzer_options("plain");
  for (const unsigned threads : {1u, 3u}) {
    std::vector<std::unique_ptr<Inverter>> stopped;
    for (unsigned i = 0; i < threads; ++i) {
      stopped.push_back(
          std::make_unique<Inverter>(testing::need(analysis::Analyzer::create(options)), options,
                                     Inverter::Limits{}, stop.get_token()));
    }
    stop.request_stop();
    WorkerPool pool(std::move(stopped), true);
    for (std::size_t number = 0; number < 8; ++number) {
      pool.submit(batch_of(number));
      while (const auto batch = pool.take(true)) CHECK(batch->rows.empty());
    }
  }
}

TEST_CASE("a pool goes with its work undone") {
  WorkerPool pool(inverters(2), true);
  for (std::size_t number = 0; number < 4; ++number) pool.submit(batch_of(number));
}

}  // namespace
}  // namespace newsidx::indexer
