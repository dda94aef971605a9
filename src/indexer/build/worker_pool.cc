#include "indexer/build/worker_pool.h"

#include <utility>

namespace newsidx::indexer {
namespace {

std::vector<WorkerPool::Worker> workers(std::vector<std::unique_ptr<Inverter>> inverters,
                                        bool store_articles) {
  std::vector<WorkerPool::Worker> workers;
  for (auto& each : inverters) {
    workers.push_back(
        [inverter = std::shared_ptr<Inverter>(std::move(each)), store_articles](Batch&& batch) {
          return invert_batch(std::move(batch), *inverter, store_articles);
        });
  }
  return workers;
}

}  // namespace

WorkerPool::WorkerPool(std::vector<std::unique_ptr<Inverter>> inverters, bool store_articles)
    : OrderedPool(workers(std::move(inverters), store_articles)) {}

}  // namespace newsidx::indexer
